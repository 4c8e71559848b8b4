"""Lists of papers as other tools give them out, and what becomes of them."""

from sessions.exchange.spreadsheet import Incoming, dry_run, import_file
from tests.spreadsheets.files import xlsx

LOVELACE, TANG = "0000-0002-1825-0097", "0000-0001-5109-3700"
EASYCHAIR = [
    ["#", "title", "authors", "submitted", "keywords", "decision", "abstract"],
    [
        *(1, "Engines That Reason", "Ada Lovelace, Jie Tang and Peng Zhang", "2023-02-02"),
        *("Reasoning\nengines", "ACCEPT", "We show."),
    ],
    [2, "Engines That Do Not", "Ada Lovelace", "2023-02-02", "", "REJECT", ""],
    [3, "Engines Nobody Read", "Ada Lovelace", "2023-02-02", "", "", ""],
]
ADA = "Ada Lovelace (Analytics, Inc.)*"
CMT = [
    [
        *("Paper ID", "Paper Title", "Abstract", "Author Names"),
        *("Primary Subject Area", "Secondary Subject Areas", "Status"),
    ],
    [
        *(17, "Engines That Reason", "We show.", f"{ADA}; Jie Tang (Tsinghua University)*"),
        *("Reasoning", "Engines; Graphs, tables", "Accept (Oral)"),
    ],
    [18, "Engines That Do Not", "", ADA, "", "", "Desk Reject"],
    [19, "Engines Taken Back", "", ADA, "", "", "Withdrawn"],
    [20, "Engines Awaited", "", ADA, "", "", "Awaiting Decision"],
]
OPENREVIEW = [
    ["number", "title", "authors", "authorids", "abstract", "keywords", "decision", "venue"],
    [
        *(5, "Engines That Reason", "Ada Lovelace|Jie Tang", "~Ada_Lovelace1|~Jie_Tang1"),
        *("We show.", '["Reasoning", "engines"]', "Accept (poster)", "KDD 2023 Poster"),
    ],
    [
        *(6, "Engines That Do Not", '["Ada Lovelace"]', "~Ada_Lovelace1"),
        *("", "", "Reject", "Submitted to KDD 2023"),
    ],
]
DBLP = """<?xml version="1.0" encoding="US-ASCII"?>
<!DOCTYPE dblp SYSTEM "dblp.dtd">
<dblp>
<proceedings key="conf/kdd/2023"><editor>Ambuj K. Singh</editor><title>KDD</title></proceedings>
<inproceedings key="conf/kdd/LovelaceT23" mdate="2023-08-05">
<author orcid="0000-0002-1825-0097">Ada L&ouml;velace</author>
<author pid="t/JieTang">Jie Tang 0001</author>
<author>Wei Wang 0001</author><author>Wei Wang 0002</author>
<title>Engines That <i>Reason</i> in CO<sub>2</sub> &amp; Air.</title><pages>1-10</pages>
<year>2023</year><booktitle>KDD</booktitle>
<ee type="oa">https://example.org/paper.pdf</ee><ee>https://doi.org/10.1145/3580305.3599256</ee>
</inproceedings>
</dblp>""".encode("ascii")


def plan(program, data):
    data = data if isinstance(data, bytes) else xlsx(data)
    return dry_run(Incoming(program, "papers", data))


def take(program, data):
    data = data if isinstance(data, bytes) else xlsx(data)
    found = import_file(Incoming(program, "papers", data), leave_out=True)
    assert not found.questions
    return found


def authors(paper):
    return [
        (each.speaker.slug, each.organization and str(each.organization), each.role)
        for each in paper.participations.order_by("order")
    ]
