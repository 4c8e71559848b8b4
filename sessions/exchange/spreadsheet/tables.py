"""The tables that go in and out, and what their columns are called by those who make them."""

import re
from dataclasses import dataclass
from typing import Any

from django.db import models
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from sessions.models import Participation, Session
from sessions.words import normalize
from speakers.models import Organization, Speaker

LANGUAGE_WORDS = {
    "en": ("english", "en", "eng", "英文", "英语"),
    "zh_hans": ("chinese", "zh", "cn", "zh hans", "中文", "汉语", "简体中文"),
}


@dataclass(frozen=True)
class Column:
    """A column: its headings in both languages, as exported.

    `also` are others it is known by, with semicolons between them.
    """

    name: str
    english: str
    chinese: str
    also: str = ""
    exported: bool = True

    @property
    def heading(self) -> str:
        return self.chinese if get_language() == "zh-hans" else self.english

    @property
    def known_as(self) -> set[str]:
        names = (self.english, self.chinese, *self.also.split(";"))
        return {heading_key(each) for each in names if each}


@dataclass(frozen=True)
class Table:
    """A kind of spreadsheet. Each row needs one of the columns in `needs` to be named by."""

    name: str
    label: Any
    model: Any
    columns: tuple[Column, ...]
    needs: tuple[str, ...]

    def column(self, name: str) -> Column:
        return next(each for each in self.columns if each.name == name)

    @property
    def fields(self) -> dict[str, models.Field]:
        return {each.name: each for each in self.model._meta.fields}  # noqa: SLF001 - documented

    @property
    def exported(self) -> list[Column]:
        return [each for each in self.columns if each.exported]


def heading_key(text: str) -> str:
    """Return a heading in the form that compares: “Speaker(s) 1” is “speaker”."""
    key = normalize(re.sub(r"\(s\)|（s）", "", text, flags=re.IGNORECASE))
    return re.sub(r" ?\d+$", "", key)


def both(name: str, english: str, chinese: str, also: str = "") -> tuple[Column, ...]:
    """Return a text's columns: one for each language, and one that does not say which."""
    names = [english, chinese, *also.split(";")]
    in_language = {
        language: ";".join(
            pattern.format(each, word)
            for each in names
            for word in words
            for pattern in ("{0} {1}", "{1} {0}", "{1}{0}")
            if each
        )
        for language, words in LANGUAGE_WORDS.items()
    }
    english_heading = (f"{english} (English)", f"{chinese}（英文）")
    chinese_heading = (f"{english} (Chinese)", f"{chinese}（中文）")
    return (
        Column(name, english, chinese, also, exported=False),
        Column(f"{name}_en", *english_heading, in_language["en"]),
        Column(f"{name}_zh_hans", *chinese_heading, in_language["zh_hans"]),
    )


SLUG = Column("slug", "Slug", "网址标识")
EVENT = Column("event", "Event", "会议", "conference;sub-event;分会")
ORGANIZATION = Column(
    "organization",
    "Organization",
    "机构",
    "affiliation;organisation;company;institution;university;单位;所属机构;公司;工作单位",
)
NAME_IN_PARTS = (
    Column("given_name", "First name", "名", "given name;forename;firstname", exported=False),
    Column("family_name", "Last name", "姓", "family name;surname;lastname", exported=False),
)
ROLES = {
    "speakers": Participation.Role.SPEAKER,
    "panelists": Participation.Role.PANELIST,
    "moderators": Participation.Role.MODERATOR,
    "chairs": Participation.Role.CHAIR,
    "authors": Participation.Role.AUTHOR,
}
SESSIONS = Table(
    "sessions",
    _("sessions"),
    Session,
    (
        EVENT,
        SLUG,
        *both(
            "title",
            "Title",
            "标题",
            "talk title;session title;session;talk;paper title;session name;name;proposal title"
            ";event title;名称;题目;报告题目;报告标题;演讲题目;场次;议题",
        ),
        Column(
            "kind",
            "Kind",
            "类型",
            "type;session type;event type;session format;format;category;类别;形式",
        ),
        Column("status", "Status", "状态", "state;proposal state;active;published"),
        Column("date", "Date", "日期", "day;session date;天;日"),
        Column(
            "time",
            "Time",
            "时间",
            "time slot;slot;times;when;schedule;date and time;date time;时段;日期时间",
            exported=False,
        ),
        Column(
            "start",
            "Start",
            "开始",
            "start time;starts;begin;from;event start;session start;scheduled at;开始时间;起始时间",
        ),
        Column(
            "end", "End", "结束", "end time;ends;finish;to;until;event end;session end;结束时间"
        ),
        Column(
            "duration",
            "Duration",
            "时长",
            "length;minutes;duration minutes;scheduled duration;分钟;时长 分钟",
            exported=False,
        ),
        Column("room", "Room", "会场", "location;place;venue;where;hall;地点;会议室;场地;房间"),
        Column("track", "Track", "赛道", "stream;theme;专题;分会场;论坛"),
        Column("parent", "Part of", "隶属于", "parent;inside;parent session;所属场次"),
        Column(
            "speakers",
            "Speakers",
            "讲者",
            "speaker;presenter;presenters;speaker name;speaker names;presented by;artists"
            ";presenters affiliation"
            ";演讲者;演讲人;报告人;嘉宾;主讲人;演讲嘉宾",
        ),
        Column("panelists", "Panelists", "圆桌嘉宾", "panelist;panellists;panellist;panel members"),
        Column("moderators", "Moderators", "主持人", "moderator;host;hosts;主持"),
        Column("chairs", "Chairs", "主席", "chair;session chair;session chairs;会议主席"),
        Column(
            "authors",
            "Authors",
            "作者",
            "author;co-authors;coauthors;authors affiliation;co-authors affiliation",
        ),
        Column("topics", "Topics", "主题", "topic;tags;tag;keywords;关键词;标签"),
        Column("language", "Spoken language", "报告语言", "language;语言;演讲语言"),
        Column("links", "Links", "链接", "link;resources;materials;资料;相关链接"),
        Column(
            "slides",
            "Slides",
            "幻灯片",
            "slide deck;slides link;slides url;presentation slides;讲稿;课件",
            exported=False,
        ),
        Column(
            "video",
            "Video",
            "视频",
            "recording;recording link;video link;video url;youtube;录像;回放",
            exported=False,
        ),
        *both("abstract", "Abstract", "摘要", "description;summary;简介;内容简介;报告摘要"),
    ),
    ("slug", "title", "title_en", "title_zh_hans"),
)
PAPERS = Table(
    "papers",
    _("papers, from EasyChair, CMT, OpenReview, HotCRP or DBLP"),
    Session,
    (
        *both("title", "Title", "标题", "paper title;submission title;论文标题;论文题目;题目"),
        Column("authors", "Authors", "作者", "author;author list"),
        Column("author_names", "Author names", "作者姓名", "author name"),  # CMT's beside Authors
        Column(
            "decision",
            "Decision",
            "录用结果",
            "accepted;status;acceptance;final decision;result;state;录用;决定;状态",
        ),
        Column("deleted", "Deleted", "已删除"),  # EasyChair's
        Column("venue", "Venue", "发表于"),
        Column(
            "topics",
            "Keywords",
            "关键词",
            "keyword;topics;topic;主题"
            ";primary subject area;secondary subject areas;subject area;subject areas",
        ),
        Column("track", "Track", "赛道", "track name"),
        Column("doi", "DOI", "DOI", "ee;paper link;forum"),  # the last is OpenReview's page
        *both("abstract", "Abstract", "摘要", "summary"),
    ),
    ("title", "title_en", "title_zh_hans"),
)
SPEAKERS = Table(
    "speakers",
    _("speakers"),
    Speaker,
    (
        SLUG,
        *both(
            "name",
            "Name",
            "姓名",
            "full name;speaker;speaker name;person;display name;名称;名字;讲者;嘉宾",
        ),
        *NAME_IN_PARTS,
        ORGANIZATION,
        *both("position", "Position", "职务", "job title;title;role;职位;头衔;职称"),
        *both("honors", "Honors", "荣誉", "awards;honours;奖项"),
        Column("homepage", "Homepage", "主页", "website;web;url;home page;个人主页;网站"),
        Column("orcid", "ORCID", "ORCID 号"),
        Column("dblp", "DBLP", "DBLP 标识"),
        *both("biography", "Biography", "简介", "bio;about;个人简介;讲者简介"),
    ),
    ("slug", "name", "name_en", "name_zh_hans", "family_name", "family_name_en"),
)
ORGANIZATIONS = Table(
    "organizations",
    _("organizations"),
    Organization,
    (
        SLUG,
        *both("name", "Name", "名称", "organization;organisation;affiliation;机构;单位;公司"),
        Column("kind", "Kind", "类型", "type;类别"),
        Column("country", "Country", "国家或地区", "country code;国家;地区"),
        Column("website", "Website", "网站", "web;url;homepage;网址;主页"),
    ),
    ("slug", "name", "name_en", "name_zh_hans"),
)
PARTICIPATIONS = Table(
    "participations",
    _("participations"),
    Participation,
    (
        EVENT,
        Column("session", "Session", "场次", "session slug;talk;title;session title;标题;题目"),
        Column("role", "Role", "角色", "as;身份"),
        Column("person", "Person", "人员标识", "person slug;speaker slug"),
        Column("name", "Name", "姓名", "speaker;speaker name;full name;讲者;嘉宾;名字"),
        *NAME_IN_PARTS,
        Column("order", "Order", "顺序", "number;no;序号"),
        ORGANIZATION,
        *both("position", "Position", "职务", "job title;职位;头衔;职称"),
    ),
    ("person", "name", "family_name", "family_name_en"),
)
TABLES = {each.name: each for each in (SESSIONS, SPEAKERS, ORGANIZATIONS, PARTICIPATIONS)}
INCOMING = TABLES | {PAPERS.name: PAPERS}  # what can be imported; `TABLES` are exported too
