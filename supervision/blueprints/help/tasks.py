"""Help, task by task: what to do, in a few sentences, and the page where it is done."""

from __future__ import annotations

from dataclasses import dataclass

from supervision.access import library
from supervision.access.actor import Actor
from supervision.blueprints.help.places import address
from supervision.domain.deletion import RESTORABLE
from supervision.language import gettext as _


@dataclass(frozen=True)
class Task:
    """One thing that people come to do. `href` is empty where the page is not open to them."""

    heading: str
    text: str
    label: str = ""
    href: str = ""


@dataclass(frozen=True)
class Part:
    """The tasks of one part that people play; `key` is where the page can be pointed to."""

    key: str
    name: str
    tasks: tuple[Task, ...]


def parts(actor: Actor | None) -> list[Part]:
    """Every part, since people change parts; links only to what is open to this reader.

    Args:
        actor: who reads; None before signing in, when each link leads past the sign-in page.
    """
    practises = actor is None or actor.practises
    reads = actor is None or library.reads_library(actor)
    return [
        Part("practise", _("When you work with people"), _practising(practises)),
        Part("supervise", _("When you supervise"), _supervising(practises)),
        Part("curate", _("When you look after examples"), _curating(reads)),
        Part("team", _("In a team"), _together(practises, reads)),
        Part("trouble", _("When something is not right"), _troubles(actor)),
    ]


def _open(allowed: bool, endpoint: str) -> str:
    return address(endpoint) if allowed else ""


def _practising(practises: bool) -> tuple[Task, ...]:
    return (
        Task(
            _("Write a reflection"),
            _(
                "Three lines are enough, and any of them may stay empty. Nobody reads it until "
                "you choose a button with a name on it. You can take it back at any time."
            ),
            _("Write a reflection"),
            _open(practises, "reflections.write"),
        ),
        Task(
            _("Ask for something"),
            _(
                "Beneath a reflection you can say what you would like back: advice, backing, "
                "time, training, or that somebody reads it. Share it with your supervisor. The "
                "ask waits on their Home until they answer, and the answer stands beside your "
                "words."
            ),
            _("Write a reflection that asks"),
            _open(practises, "reflections.write"),
        ),
        Task(
            _("Record what matters to someone"),
            _(
                "Talk first. Then write it down in their own words, as far as they can be had. "
                "Here a person is known by a reference, such as person K7QM. Leave out names, "
                "addresses and dates of birth, theirs and other people’s. It is a draft of "
                "yours alone until you record it."
            ),
            _("Record what matters"),
            _open(practises, "recordings.write"),
        ),
        Task(
            _("Say how it has gone since"),
            _(
                "Open the recording and write a review: which way it has gone, what they said, "
                "what helped and what was in the way. Keeping things as they are is an outcome "
                "too, and a setback is a part of the journey."
            ),
            _("Open the recordings"),
            _open(practises, "recordings.overview"),
        ),
        Task(
            _("Bring something to supervision"),
            _(
                "Open the session and put it on the agenda. What you bring comes first. What you "
                "shared and what you recorded lies ready there, under “Since you last met”."
            ),
            _("Open supervision"),
            _open(practises, "sessions.overview"),
        ),
        Task(
            _("Know what holds for everyone"),
            _(
                "How supervision is done here, how often people meet, and what is written and "
                "read by whom: on one page, which can be printed."
            ),
            _("How we do supervision"),
            _open(practises, "settings.how_we_do"),
        ),
    )


def _supervising(practises: bool) -> tuple[Task, ...]:
    return (
        Task(
            _("Prepare and sign a session"),
            _(
                "Choose a day. Both of you put things on the agenda. Write the draft while you "
                "talk or afterwards, and share it. From then on both of you can write in it. "
                "When it says what you both mean, each of you signs. After that nothing in it "
                "changes; what comes later is added beneath, with its date."
            ),
            _("Open supervision"),
            _open(practises, "sessions.overview"),
        ),
        Task(
            _("Move or cancel a session"),
            _(
                "Open it, and say in a few words why. Both of you can see that. Nobody counts "
                "moved sessions, and there is always a way to choose another day."
            ),
            _("Open supervision"),
            _open(practises, "sessions.overview"),
        ),
        Task(
            _("Answer an ask"),
            _(
                "What waits for you stands on Home, the oldest first. Say that you have read "
                "it, write back, offer support with a day, or bring it to the agenda. A short "
                "answer soon is worth more than a long one later."
            ),
            _("Go to Home"),
            _open(practises, "home.home"),
        ),
    )


def _curating(reads: bool) -> tuple[Task, ...]:
    return (
        Task(
            _("Check what is proposed"),
            _(
                "Read it as a neighbour would: could someone tell who this is? Ask for changes "
                "in a few words, or publish it. Nobody publishes their own. A published "
                "example can be taken out of the library again."
            ),
            _("Open good practice"),
            _open(reads, "library.overview"),
        ),
    )


def _together(practises: bool, reads: bool) -> tuple[Task, ...]:
    return (
        Task(
            _("Share with your team"),
            _(
                "Save the reflection, then choose your team or a colleague by name. Its words "
                "are looked through first. What is certain to tell who somebody is has to be "
                "replaced; for what is likely you are asked why it can stay. This helps you "
                "look. It cannot promise that nobody will be recognised."
            ),
            _("Open reflections"),
            _open(practises, "reflections.overview"),
        ),
        Task(
            _("Propose a practice example"),
            _(
                "Begin from a reflection or from an empty page. Say what did not work, too. A "
                "curator reads it with you. Once it is published it has no name on it, and "
                "nothing leads from it to your reflection."
            ),
            _("Write an example"),
            _open(practises, "library.write"),
        ),
        Task(
            _("Use an example in a team meeting"),
            _(
                "One example and fifteen minutes are enough. Let somebody read it aloud. What "
                "struck us? What would we keep? What would stop us here? Then choose one thing "
                "to try, and who tries it."
            ),
            _("Choose an example"),
            _open(reads, "library.overview"),
        ),
    )


def _troubles(actor: Actor | None) -> tuple[Task, ...]:
    return (
        Task(
            _("If something is lost"),
            _(
                "What you type at length is kept every few seconds, for you alone: open the "
                "page again and carry on. If your sign-in ran out while you wrote, sign in again: "
                "your words are back in the form, not saved yet. If two people saved at once, you "
                "see both texts and choose. If an error page came up, go back once: the text is "
                "often still there. When you ask for help, quote the reference on that page."
            ),
            _("What I have not saved"),
            address("unsaved.overview") if actor is None or actor.practises else "",
        ),
        Task(
            _("If you deleted something"),
            _("What you deleted can be brought back for %(days)s days.", days=RESTORABLE.days),
            _("What I deleted"),
            address("account.deleted") if actor is None or actor.practises else "",
        ),
        Task(
            _("Sign-in troubles"),
            _(
                "Check that the address is the one you were given, and that capital letters "
                "are off when you type the password. After some time without use you are "
                "signed out, so that nobody else writes as you on a shared computer. If you no "
                "longer have your password, set a new one: a link to do so comes by mail. Without "
                "mail, ask whoever administers Supervision in your organisation for a link. "
                "Nobody can look a password up, and nobody will ask you for it. After many wrong "
                "passwords in a row you wait a little, a quarter of an hour at most."
            ),
            _("Set a new password"),
            address("auth.forgotten"),
        ),
        Task(
            _("If somebody could be recognised"),
            _(
                "Take your own words back or change them. If they are published, tell a "
                "curator, who takes the example down at once."
            ),
            _("Your information"),
            address("help.your_information"),
        ),
    )
