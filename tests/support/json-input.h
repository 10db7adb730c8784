/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include "hlc-shape.h"

G_BEGIN_DECLS

/** What a case has in place of a secret: no problem may repeat it. */
#define HUNTER "hunter2"

HlcJsonDocument *parse_json (const char *text) G_GNUC_WARN_UNUSED_RESULT;
char *describe_problems (GPtrArray *problems) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
