/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/** The longest line that is shown: GTK's text views freeze on longer ones. Bytes. */
#define HLC_JSON_MAX_LINE 1000

char *hlc_json_pretty_print (GBytes *text) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
