"""All writing of accounts, one public function per verb."""

from donghanh.base.accounts.actions.administer import (
    approve_post,
    create_user,
    disable_user,
    enable_user,
    end_post,
    make_first_admin,
    propose_post,
    refuse_post,
    take_off_code,
    unlock_user,
)
from donghanh.base.accounts.actions.feeds import close_feed, open_feed
from donghanh.base.accounts.actions.own import (
    begin_session,
    choose_password,
    confirm_second_factor,
    end_session,
    offer_second_factor,
    refuse_sign_in,
    remove_second_factor,
    renew_hash,
    step_up,
    use_code,
)
from donghanh.base.accounts.actions.personas import Persona, make_covering, make_facility, make_personas
from donghanh.base.accounts.actions.resets import approve_reset, drop_reset, propose_reset
from donghanh.base.accounts.actions.tidy import tidy

__all__ = [
    "Persona",
    "approve_post",
    "approve_reset",
    "begin_session",
    "choose_password",
    "close_feed",
    "confirm_second_factor",
    "create_user",
    "disable_user",
    "drop_reset",
    "enable_user",
    "end_post",
    "end_session",
    "make_covering",
    "make_facility",
    "make_first_admin",
    "make_personas",
    "offer_second_factor",
    "open_feed",
    "propose_post",
    "propose_reset",
    "refuse_post",
    "refuse_sign_in",
    "remove_second_factor",
    "renew_hash",
    "step_up",
    "take_off_code",
    "tidy",
    "unlock_user",
    "use_code",
]
