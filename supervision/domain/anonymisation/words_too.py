"""Given names that are also words, and the words around them that tell which is meant.

“Will said he will”, “Grace thinks he may”: a capital alone does not settle it. Lists by hand.
"""

from __future__ import annotations

from typing import Final

from supervision.domain.anonymisation.folding import folded

# Verbs and adjectives: “Pat was”, “Mark is” can only be a person.
DOING_WORDS: Final = folded(
    """
    bill bob chase chuck dick don drew frank grant jack josh ken lance mark nick pat peg pierce pip
    ray rich rob rusty sandy skip sue tad trip wade will gay merry sonny sunny bonnie earnest lucky
    happy harsh mair precious innocent favour max mick norm guy val
    """
)
# Things there may be much of: “Hope is a big word” and “Ivy was everywhere” are not people.
MASS_WORDS: Final = folded(
    """
    hope joy grace faith dawn art charity patience mercy honour honor felicity verity prudence
    comfort peace praise glory wisdom confidence blessing promise success fortune goodness
    ivy heather basil olive ginger fern jasmine rosemary coral amber jade ebony crystal summer
    autumn winter clay violet hazel holly iris myrtle sky melody harmony trinity destiny sage sola
    """
)
# Things with an article: “Robin has put it off” without “the” is a person.
COUNTED_WORDS: Final = folded(
    """
    rose robin rowan lily poppy daisy pearl ruby opal gem gene star penny kit dot kitty bunny cliff
    glen heath dale brook reed rex duke earl noel eve jay gill gail page piper hunter mason
    cooper miles ming mina jude les len jo viv di nell buddy angel chun ping hong yang eman uma titi
    rani rana raja sana hayat brandon wren warren
    """
)
# Capitals even as words, so that the surroundings must say more: months, titles, days, places.
CAPITAL_WORDS: Final = folded(
    """
    may june april august jan jun christian sunday king prince princess nan nana dean gang song
    sultana bibi sheikh roman jordan asia mali long sun chance india china paris sydney
    """
)
WORDS_TOO: Final = DOING_WORDS | MASS_WORDS | COUNTED_WORDS | CAPITAL_WORDS

# Those that can stand before a name in a question: “Will Morag come?”
ASKING: Final = frozenset({"will", "may", "can"})

# What people do, but days, flowers and virtues do not.
PERSON_VERBS: Final = folded("""
    said says told tells asked asks wants wanted thinks thought feels felt likes liked loves loved
    rang rings phoned phones called came comes went goes lives lived laughed laughs smiled smiles
    cried cries wept agreed agrees explained explains described mentioned mentions prefers preferred
    enjoys enjoyed hopes hoped wishes wished remembers remembered knows knew believes decided chose
    decides asked answered answers replied talked talks spoke speaks walked walks sat stood cooks
    cooked eats ate sleeps slept woke wakes needs needed misses missed keeps kept gets got does did
    doesn't didn't won't can't couldn't wouldn't hasn't hadn't isn't wasn't rose stopped started
    refused declined accepted signed wrote writes read reads visited visits helped helps cares cared
    moved works worked attended shared worries worried fell noticed looked looks gave gives made
    found thanked nodded shrugged whispered shouted joked apologised complained suggested sings sang
    """)
BEING_VERBS: Final = folded("is was has had")
ADDRESSED: Final = folded("""
    told asked visited met rang phoned thanked helped saw seen with dear hi hello hiya supporting
    supported joined joining called named texted emailed introduced about for
    """)
STATES: Final = folded(
    """
    tired happy sad worried upset angry anxious ill unwell poorly alone proud pleased frightened
    exhausted delighted relieved lonely asleep awake late born married widowed able unable
    """
)
HEADERS: Final = folded(
    "present apologies attending attended attendance cc worker carer keyworker supervisor name from"
)
MONTH_LEADS: Final = folded(
    "in since by from to until till last next this of during early late mid"
)
KIN: Final = folded("""
    son daughter wife husband partner brother sister mother father mum mam mom dad niece nephew
    aunt auntie uncle cousin gran granny granda grandad grandfather grandmother grandson
    granddaughter neighbour friend carer stepson stepdaughter twin fiance fiancee wean bairn
    baby colleague boy girl lad lass
    """)
ROLES: Final = KIN | folded("""
    driver nurse worker teacher manager cook chef cleaner warden minister priest doctor gp
    volunteer supervisor student keyworker physio therapist befriender advocate landlord
    """)
ARTICLES: Final = folded("a an the this every each no some any these those")
OWNERS: Final = folded("his her their my our your the a who")

# After a name, these make the name of a place or a body: “Duncan Court”, “Hope House”.
PLACE_WORDS: Final = folded("""
    street road avenue lane court place terrace crescent drive gardens garden close square house
    lodge cottage hospital hospice ward wing unit centre center school primary academy college
    church chapel hall park way view grove hill brae wynd row mews walk surgery practice clinic
    nursery hotel inn farm croft estate bridge gate quay
    """)
BODY_WORDS: Final = folded("""
    group project team day days week month act award scheme trust foundation society service
    services council club charter campaign law rule method model cycle scale score tool protocol
    partnership board committee map chart plan line fund appeal sunday syndrome disease
    """)
PLACES_TOO: Final = folded(
    """
    lewis harris skye iona arran florence victoria georgia jordan chelsea shannon kerry clare tyrone
    ross lorne angus douglas paris sydney india asia mali china roman kelso campbell
    """
)
AT_PLACES: Final = folded("in near across isle at around outside")
NOT_SURNAMES: Final = folded("""
    i monday tuesday wednesday thursday friday saturday sunday january february march april may
    june july august september october november december christmas easter hogmanay ramadan eid
    diwali passover mr mrs ms miss mx dr prof rev sister nurse nhs chi gp ot cpn mho sw asap ok
    tel telephone mobile email address date dob re ps what when where why how who could can would
    should please i'd i'll i'm i've he she it we they you his her their our my the an and but
    so then this that there here if not no yes also as at in on to from for with after before
    english scottish gaelic irish welsh british polish romanian
    """)
