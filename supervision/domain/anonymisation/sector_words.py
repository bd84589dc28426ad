"""Names that this work uses for ideas, tools, laws and bodies, and that tell of nobody in it.

A phrase here is left alone wherever it stands with a capital. A surname alone (“Gibbs”) is left
too, but not after a title or a given name: “Mrs Gibbs” and “Tom Gibbs” may be anybody.
"""

from __future__ import annotations

from typing import Final

from supervision.domain.anonymisation.folding import fold

_PHRASES: Final = """
gibbs; graham gibbs; kolb; david kolb; schon; donald schon; driscoll; john driscoll; borton
terry borton; johns; christopher johns; rolfe; gary rolfe; mezirow; jack mezirow; dewey
john dewey; argyris; chris argyris; brookfield; stephen brookfield; boud; david boud; jenny moon
proctor; brigid proctor; hawkins; peter hawkins; shohet; robin shohet; tony morrison
morrison's cycle; jane wonnacott; wonnacott; gillian ruch; eileen munro; rogers; carl rogers
maslow; abraham maslow; bowlby; john bowlby; mary ainsworth; erikson; erik erikson; bronfenbrenner
winnicott; donald winnicott; kitwood; tom kitwood; gerard egan; egan; goffman; erving goffman
karpman; kubler ross; elisabeth kubler ross; emma miller; ailsa cook; beth weaver; miller and cook
steve de shazer; insoo kim berg; johari; helen sanderson; atul gawande; brene brown; mosaic
talking points; liquidlogic; carefirst; eclipse; swift; pathway; outcomes star; recovery star
carers star; older person's star; life star; star chart; care inspectorate; social work scotland
iriss; alliance; healthcare improvement scotland; mental welfare commission; marie curie
macmillan; alzheimer; alzheimer scotland; parkinson; crohn; huntington; lewy; down syndrome
barnardo; sue ryder; mary seacole; st john ambulance; st andrew's first aid; leonard cheshire
joseph rowntree; nuffield; barthel; waterlow; braden; norton; zimmer; herbert protocol; anne's law
john's campaign; martha's rule; clare's law; sarah's law; jack's law; frank's law; adam smith
burns night; robert burns; andrew's day; patrick's day; david's day; george's day; mother's day
father christmas; father's day; christmas eve; new year's eve; hallowe'en; union jack
adam's apple; jack russell; uncle sam; victoria sponge; king charles; queen elizabeth
queen victoria; good friday; palm sunday; easter sunday; mothering sunday; remembrance sunday
may day; royal mail; john lewis; marks and spencer; lloyds; dorothy perkins; gordon ramsay; google
teams; zoom; microsoft; ask jan; care opinion; self directed support; carers week; volunteers week
duncan lewis; sister act; peter pan; mary poppins; coronation street
"""


def _phrases() -> dict[str, tuple[tuple[str, ...], ...]]:
    by_first: dict[str, list[tuple[str, ...]]] = {}
    for line in _PHRASES.strip().splitlines():
        for phrase in line.split(";"):
            words = tuple(
                fold(word).removesuffix("'s") for word in phrase.replace("-", " ").split()
            )
            by_first.setdefault(words[0], []).append(words)
    return {first: tuple(sorted(found, key=len, reverse=True)) for first, found in by_first.items()}


PHRASES: Final = _phrases()
"""First word of each phrase, folded and without its possessive, with the phrases, longest first."""
