"""Makes the demo site: accounts, desk, complaints, supervisions, reports."""

from jiesu.addon import logger
from jiesu.addon.access.groups import department_group
from jiesu.addon.access.groups import HANDLERS
from jiesu.addon.access.groups import HEADS
from jiesu.addon.access.groups import office_group
from jiesu.addon.access.groups import supervisors_group
from jiesu.addon.calendar.moment import now
from jiesu.addon.catalog.indexing import index_all_texts
from jiesu.addon.content.department import OFFICE
from jiesu.addon.content.lookup import CATEGORIES
from jiesu.addon.content.lookup import DEPARTMENTS
from jiesu.addon.demo.data import read_json
from jiesu.addon.demo.data import read_text
from jiesu.addon.demo.lives import live
from jiesu.addon.demo.lives import live_under_supervision
from jiesu.addon.demo.reports import make_reports
from jiesu.addon.demo.terms import terms_around
from jiesu.addon.intake.easyform.ready import make_form
from jiesu.addon.intake.easyform.ready import templates
from plone import api
from plone.dexterity.utils import createContentInContainer
from plone.formwidget.namedfile.converter import b64encode_file

import os


DESK = "jiesu"
FORMS = "forms"
TITLE = "接诉即办"
LOGO = "logo.svg"
PASSWORD_VARIABLE = "DEMO_PASSWORD"  # noqa: S105
PASSWORD = "jiesu-demo"  # noqa: S105


def load_demo(setup_tool=None) -> None:
    """Make what is missing of the demo; a second run changes nothing."""
    portal = api.portal.get()
    if DESK in portal:
        return
    with api.env.adopt_roles(["Manager"]):
        make_accounts()
        set_logo()
        desk = make_desk(portal)
        make_departments(desk)
        make_categories(desk)
        fill_groups()
        make_faq(desk)
        make_forms(portal)
    lives = read_json("complaints")
    numbers = {one["key"]: live(desk, one) for one in lives}
    for one in read_json("supervisions"):
        live_under_supervision(desk, one, numbers)
    make_reports(desk, numbers)
    index_all_texts(desk)
    logger.info("demo: %s complaints", len(lives))


def password() -> str:
    """The password of all demo accounts."""
    return os.environ.get(PASSWORD_VARIABLE) or PASSWORD


def make_accounts() -> None:
    """The people of people.json."""
    for person in read_json("people"):
        if api.user.get(username=person["username"]) is None:
            user = api.portal.get_tool("acl_users").source_users
            user.addUser(person["username"], person["username"], password())
            api.user.get(username=person["username"]).setMemberProperties(
                {"fullname": person["fullname"], "email": person["email"]}
            )


def make_forms(portal) -> None:
    """A folder with the forms that are ready, published; editors look after it."""
    folder = api.content.create(portal, "Folder", FORMS, title="表单")
    api.content.transition(folder, "publish")
    for person in read_json("people"):
        if person["role"] == "editor":
            roles = ["Contributor", "Editor", "Reviewer"]
            api.user.grant_roles(person["username"], roles=roles, obj=portal)
    for template in templates():
        form = make_form(folder, template, portal[DESK], template.id)
        api.content.transition(form, "publish")


def set_logo() -> None:
    """The demo's own logo instead of Plone's."""
    logo = b64encode_file(LOGO, read_text(LOGO).encode())
    api.portal.set_registry_record("plone.site_logo", logo)


def make_desk(portal):
    """The desk with its notice."""
    return createContentInContainer(
        portal,
        "JiesuDesk",
        checkConstraints=False,
        id=DESK,
        title=TITLE,
        description="您的问题，我们马上办。",
        notice=read_text("notice.zh_CN.txt"),
        guests=True,
        publish_figures=True,
        places=read_text("places.txt").splitlines(),
        terms=terms_around(now().date()),
        **read_json("public"),
    )


def make_departments(desk) -> None:
    """The Office's facts, and the other departments."""
    for facts in read_json("departments"):
        facts = dict(facts)
        department_id = facts.pop("id")
        if department_id == OFFICE:
            office = desk[DEPARTMENTS][OFFICE]
            for name, value in facts.items():
                setattr(office, name, value)
            office.reindexObject()
        else:
            createContentInContainer(
                desk[DEPARTMENTS],
                "JiesuDepartment",
                checkConstraints=False,
                id=department_id,
                **facts,
            )


def make_categories(desk) -> None:
    """The categories, on two levels."""
    for facts in read_json("categories"):
        container = desk[CATEGORIES]
        if facts["parent"]:
            container = container[facts["parent"]]
        createContentInContainer(
            container,
            "JiesuCategory",
            checkConstraints=False,
            id=facts["id"],
            title=facts["title"],
            description=facts["hint"],
            department=facts["department"],
            urgent=facts["urgent"],
            keywords=facts["keywords"],
        )


def fill_groups() -> None:
    """Put the staff into their groups."""
    for person in read_json("people"):
        group = _group(person["role"], person["department"])
        if group:
            api.group.add_user(groupname=group, username=person["username"])


def _group(role: str, department: str | None) -> str | None:
    if role == "office":
        return office_group(DESK)
    if role == "supervisor":
        return supervisors_group(DESK)
    functions = {"handler": HANDLERS, "head": HEADS}
    if role in functions and department:
        return department_group(DESK, department, functions[role])
    return None


def make_faq(desk) -> None:
    """The FAQ pages, published, in their departments' folders."""
    for facts in read_json("faq"):
        page = createContentInContainer(
            desk[DEPARTMENTS][facts["department"]],
            "JiesuFaq",
            checkConstraints=False,
            title=facts["question"],
            answer=facts["answer"],
            category=facts["category"],
        )
        api.content.transition(obj=page, transition="publish")
