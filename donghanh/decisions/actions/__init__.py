"""All writing of decisions: one public function per verb."""

from donghanh.decisions.actions.draft import check, draft, drop, return_draft, take_back
from donghanh.decisions.actions.serve import serve
from donghanh.decisions.actions.sign import sign

__all__ = ["check", "draft", "drop", "return_draft", "serve", "sign", "take_back"]
