/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include "hlc-console.h"

G_BEGIN_DECLS

int hlc_headless_run (const HlcConsoleOptions *options);

G_END_DECLS
