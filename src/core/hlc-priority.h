/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/*
 * Main loop priorities. GTK paints at 120 (GDK_PRIORITY_REDRAW); whatever a flood of webhooks can
 * multiply runs below that, so that the window keeps painting while they arrive.
 */

/** Changes of the store, told to the lists: before the next frame is painted. */
#define HLC_PRIORITY_CHANGE (G_PRIORITY_HIGH_IDLE + 10)

/** New connections and answers to requests: after painting. */
#define HLC_PRIORITY_ANSWER G_PRIORITY_DEFAULT_IDLE

G_END_DECLS
