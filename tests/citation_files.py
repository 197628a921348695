"""What archives and registries read of this software, from ``plea_games/citations/works.toml``.

``python -m tests.citation_files`` writes CITATION.cff, codemeta.json and .zenodo.json anew.
"""

import json
import tomllib
from pathlib import Path

import yaml

from plea_games import __version__
from plea_games.citations.citation import papers, software

ROOT = Path(__file__).parents[1]
CFF_FIELDS = (
    "title",
    "authors",
    "journal",
    "volume",
    "issue",
    "issue-date",
    "start",
    "year",
    "notes",
)


def project():
    """What ``pyproject.toml`` says."""
    return tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]


def citation_cff():
    about = software()
    record = {
        "cff-version": "1.2.0",
        "message": about["message"],
        "type": "software",
        "title": about["title"],
        "authors": about["authors"],
        "version": __version__,
        "date-released": about["date-released"],
        "license": about["license"],
        "abstract": about["abstract"],
        "keywords": about["keywords"],
        "references": [
            {"type": "article", **{name: work[name] for name in CFF_FIELDS if name in work}}
            for work in papers()
        ],
    }
    return yaml.safe_dump(record, sort_keys=False, allow_unicode=True, width=100)


def codemeta():
    about, made = software(), project()
    return _json({
        "@context": "https://w3id.org/codemeta/3.0",
        "@type": "SoftwareSourceCode",
        "name": made["name"],
        "alternateName": about["title"],
        "description": about["abstract"],
        "author": [{"@type": "Organization", **author} for author in about["authors"]],
        "version": __version__,
        "datePublished": str(about["date-released"]),
        "license": f"https://spdx.org/licenses/{about['license']}",
        "keywords": about["keywords"],
        "programmingLanguage": "Python",
        "runtimePlatform": f"Python {made['requires-python']}",
        "softwareRequirements": made["dependencies"],
        "citation": [{"@type": "ScholarlyArticle", "name": work["title"]} for work in papers()],
    })  # fmt: skip


def zenodo():
    about = software()
    return _json({
        "upload_type": "software",
        "title": about["title"],
        "creators": about["authors"],
        "version": __version__,
        "publication_date": str(about["date-released"]),
        "license": about["license"],
        "access_right": "open",
        "description": about["abstract"],
        "keywords": about["keywords"],
    })  # fmt: skip


def _json(record):
    return json.dumps(record, indent=2, ensure_ascii=False) + "\n"


FILES = {"CITATION.cff": citation_cff, "codemeta.json": codemeta, ".zenodo.json": zenodo}

if __name__ == "__main__":
    for name, text in FILES.items():
        (ROOT / name).write_text(text(), encoding="utf-8")
