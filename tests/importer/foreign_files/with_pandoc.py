"""Two Word files that Pandoc makes from Markdown, with its own styles."""

import subprocess

from wsisc.engines import pandoc

SPANISH = """---
title: Contribución de la Agencia de Conectividad de Solana
author: Agencia de Conectividad de Solana
lang: es
---

# Primera parte: Resumen ejecutivo

La Agencia llevó la red a trescientas escuelas en 2022.

El relieve es el mayor obstáculo.

# Segunda parte: Tendencias y experiencias

Los precios bajaron[^precios] en todas las provincias.

## Logros

Las escuelas comparten sus [clases en línea](https://solana.example/clases).

## Obstáculos

Faltan técnicos.

# Tercera parte

## a) Políticas, programas y proyectos innovadores

1. Un fondo para

   - mástiles y
   - paneles solares.

2. Una escuela de técnicos.

## b) Medidas futuras

La Agencia llegará a las últimas aldeas en 2025.

[^precios]: Véase el [informe de precios](https://solana.example/precios), cuadro 2.
"""

REPORT = """---
title: Annual report of the Bureau of Standards for Digital Maps
date: 2022-11-30
---

Maps are infrastructure.

# Foreword

The Bureau is ten years old[^founded].

# Standards

Eleven standards were published.

## Roads

### Names

Every road has a name in every language of its country.

#### Signs

Signs carry two scripts.

## Rivers

Rivers are drawn from [satellite images](https://maps.example/rivers).

::: {custom-style="Quote"}
A river has no corners.
:::

# Members

- states
- cities

[^founded]: Founded on 1 December 2012.
"""


def spanish_agency():
    """An agency that writes in Spanish, with the labels of the parts in Spanish."""
    return _convert(SPANISH)


def without_any_heading_of_the_call():
    """An annual report that was not written for any call, with headings four deep."""
    return _convert(REPORT)


def _convert(markdown):
    command = [pandoc.binary(), "--from=markdown", "--to=docx", "--output=-"]
    return subprocess.run(command, input=markdown.encode(), capture_output=True, check=True).stdout
