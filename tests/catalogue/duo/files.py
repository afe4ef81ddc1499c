"""Small files as DUO writes them, in both generations of column names. All schools are invented."""

from __future__ import annotations

SITES_2026 = (
    "PROVINCIE;BEVOEGD GEZAG NUMMER;INSTELLINGSCODE;VESTIGINGSCODE;VESTIGINGSNAAM;STRAATNAAM;HUISNUMMER-TOEVOEGING;"
    "POSTCODE;PLAATSNAAM;GEMEENTENUMMER;GEMEENTENAAM;DENOMINATIE;TELEFOONNUMMER;INTERNETADRES"
)
SITES_2020 = SITES_2026.replace("INSTELLINGSCODE;VESTIGINGSCODE", "BRIN NUMMER;VESTIGINGSNUMMER")
COUNTS = (
    "INSTELLINGSCODE;VESTIGINGSCODE;NAAM_VESTIGING;SOORT_VESTIGING;DENOMINATIE_VESTIGING;BEVOEGD_GEZAG_NUMMER;"
    "GEMEENTECODE_VESTIGING;GEMEENTENAAM_VESTIGING;LEERLINGEN_2023;LEERLINGEN_2024;LEERLINGEN_2025"
)
BOARDS = "BEVOEGD GEZAG NUMMER;BEVOEGD GEZAG NAAM;PLAATSNAAM;KVK-NUMMER"


def site(code: str, name: str, *, town: str = "9801", place: str = "'S-BLOEMENDORP", board: str = "98011") -> str:
    """A row of a register of sites, padded as DUO pads."""
    where = f"Dorpsstraat;1-A;3601 AB;{place};{town};{place}"
    return f"Utrecht;{board};{code[:4]};{code};{name};{where};Openbaar;          ; "


def pupils(code: str, name: str, *counts: str, kind: str = "BO", town: str = "9801") -> str:
    """A row of the register of pupils: a site code of two digits, a municipality without leading zeros."""
    return f"{code[:4]};{code};{name};{kind};Openbaar;98011;{town};BLOEMENDORP;{';'.join(counts)}"


def file(header: str, *rows: str, encoding: str = "cp1252", delimiter: str = ";") -> bytes:
    """The file with its line ends and its encoding."""
    text = "\r\n".join((header, *rows)) + "\r\n"
    return text.replace(";", delimiter).encode(encoding)


def code_of(number: int) -> str:
    """The location code of the so manyth invented site: 10AA00, 10AA01 …"""
    letters, last = divmod(number, 100)
    return f"{10 + letters // 676}{chr(65 + letters % 676 // 26)}{chr(65 + letters % 26)}{last:02}"


def many_sites(number: int) -> bytes:
    """A register of so many sites in Bloemendorp."""
    return file(SITES_2026, *(site(code_of(at), f"School {at}") for at in range(number)))
