"""The books, read by two bookkeeping programs that know nothing of this course."""

from __future__ import annotations

import csv
import io
import re
import subprocess
import sys
from decimal import Decimal
from pathlib import Path

import pytest

from course.firm import Firm
from course.firm.export import to_beancount, to_hledger

ROOT = re.compile(r"\b(Assets|Liabilities|Equity|Income|Expenses):(\d{4})\b")
ONCE = ("option ", "decimal-mark", "commodity")  # what a file may say once only


def together(books: list[str]) -> str:
    """Many firms' books in one file, each with accounts of its own."""
    texts = []
    for number, text in enumerate(books):
        text = ROOT.sub(rf"\1:F{number:03d}:\2", text)
        lines = text.splitlines()
        texts.append("\n".join(line for line in lines if number == 0 or not line.startswith(ONCE)))
    return "\n\n".join(texts) + "\n"


def bean_check(path: Path) -> subprocess.CompletedProcess[str]:
    command = [str(Path(sys.executable).parent / "bean-check"), "--no-cache", str(path)]
    return subprocess.run(command, capture_output=True, text=True, check=False)


def hledger(path: Path, *words: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(["hledger", "-f", str(path), *words], capture_output=True, text=True, check=False)


def test_beancount_accepts_the_books_and_every_balance_of_200_firms(firms: tuple[Firm, ...], tmp_path: Path) -> None:
    path = tmp_path / "firms.beancount"
    text = together([to_beancount(firm) for firm in firms])
    assert text.count(" balance ") == sum(len(firm.balances()) for firm in firms)
    path.write_text(text, encoding="utf-8")
    found = bean_check(path)
    assert found.returncode == 0, found.stdout + found.stderr


@pytest.mark.parametrize("change", ["a cent too much", "an entry left out", "a balance a cent off"])
def test_beancount_refuses_books_that_were_tampered_with(firm: Firm, tmp_path: Path, change: str) -> None:
    text = to_beancount(firm)
    rent = next(voucher for voucher in firm.vouchers if voucher.kind == "rent")
    bank = firm.balances()[firm.chart.number("bank")]
    if change == "a balance a cent off":
        wrong = text.replace(f" {bank} ~ 0.00 EUR", f" {bank + Decimal('0.01')} ~ 0.00 EUR")
    elif change == "a cent too much":
        wrong = text.replace(f"  {rent.gross} EUR", f"  {rent.gross + Decimal('0.01')} EUR", 1)
    else:
        head = f'{rent.date} * "{rent.text.en}" "{rent.number}"\n'
        wrong = re.sub(re.escape(head) + r"(  .*\n)+", "", text)
    assert wrong != text
    path = tmp_path / "wrong.beancount"
    path.write_text(wrong, encoding="utf-8")
    assert bean_check(path).returncode != 0


@pytest.mark.tool("hledger")
def test_hledger_accepts_the_books_and_agrees_to_the_cent_for_200_firms(
    firms: tuple[Firm, ...], tmp_path: Path
) -> None:
    path = tmp_path / "firms.journal"
    path.write_text(together([to_hledger(firm) for firm in firms]), encoding="utf-8")
    found = hledger(path, "check", "--strict")
    assert found.returncode == 0, found.stderr
    table = hledger(path, "balance", "--flat", "--empty", "--no-total", "-O", "csv").stdout
    theirs = {row[0]: Decimal(row[1].replace("EUR", "").strip()) for row in list(csv.reader(io.StringIO(table)))[1:]}
    ours = {
        f"F{place:03d}:{number}": amount
        for place, firm in enumerate(firms)
        for number, amount in firm.balances().items()
    }
    assert {name.partition(":")[2]: amount for name, amount in theirs.items() if amount} == {
        name: amount for name, amount in ours.items() if amount
    }


@pytest.mark.tool("hledger")
def test_hledger_refuses_an_entry_that_does_not_balance(firm: Firm, tmp_path: Path) -> None:
    rent = next(voucher for voucher in firm.vouchers if voucher.kind == "rent")
    wrong = to_hledger(firm).replace(f"EUR {rent.gross}", f"EUR {rent.gross + 1}", 1)
    path = tmp_path / "wrong.journal"
    path.write_text(wrong, encoding="utf-8")
    assert hledger(path, "check").returncode != 0
