"""Which files are license files, and what their names say."""

from __future__ import annotations

import pytest

from openness.licenses.files import is_license_path, license_scope


@pytest.mark.parametrize(
    "path",
    [
        "LICENSE",
        "LICENCE.md",
        "COPYING",
        "COPYING.LESSER",
        "LICENSE-MODEL",
        "MODEL_LICENSE",
        "docs/LICENSE_weights",
        "model_licenses/LICENSE-SDXL1.0",
        "LICENSES/MIT.txt",
        "USE_POLICY.md",
        "UNLICENSE",
        "Tongyi Qianwen LICENSE AGREEMENT",
        "WEIGHTS_TERMS_OF_USE.md",
        "模型许可协议.pdf",
        "LICENSE.openmdw",
        "ModelsCommunityLicenseAgreement",
        "MODELLICENSE.md",
        "LICENSE-MODEL.md.txt",
        "AcceptableUsePolicy.md",
        "Community License for Baichuan 2 Model.pdf",
        "使用条款.md",
        "ライセンス.txt",
    ],
)
def test_license_files(path: str) -> None:
    assert is_license_path(path)


@pytest.mark.parametrize(
    "path",
    [
        "README.md",
        "NOTICE",
        "license.py",
        "tools/license_check.py",
        "package.json",
        "licenses/README.md",
        "LicensePlate.txt",
        "third_party_licenses.txt",
    ],
)
def test_other_files(path: str) -> None:
    assert not is_license_path(path)


@pytest.mark.parametrize(
    ("path", "component"),
    [
        ("LICENSE-MODEL", "weights"),
        ("MODEL_LICENSE", "weights"),
        ("LICENSE_weights", "weights"),
        ("model_licenses/LICENSE-FLUX1-dev", "weights"),
        ("LICENSE-CODE", "inference-code"),
        ("LICENSE_DATA", "training-data"),
        ("USE_POLICY.md", "weights"),
        ("模型许可协议.md", "weights"),
        ("ModelsCommunityLicenseAgreement", "weights"),
        ("DATALICENSE", "training-data"),
    ],
)
def test_names_that_say_what_they_govern(path: str, component: str) -> None:
    assert component in license_scope(path)


def test_a_plain_name_says_nothing() -> None:
    assert license_scope("LICENSE") == ()
    assert license_scope("third_party/LICENSE") == ()
