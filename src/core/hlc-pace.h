/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * HlcPace:
 *
 * How soon a list may change again. Every change makes a view place all its rows: what comes one by one is shown at
 * once, and a flood is gathered, so that the window keeps painting. Plain data, pure functions.
 */
typedef struct
{
  gint64 since;
  guint rows;
} HlcPace;

gint64 hlc_pace_get_wait (HlcPace *self, gint64 now);
void hlc_pace_note (HlcPace *self, guint rows);

G_END_DECLS
