/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * HlcUrgency:
 * @HLC_URGENCY_NEWS: is said when the screen reader has finished its sentence
 * @HLC_URGENCY_PROBLEM: may interrupt it
 *
 * How pressing an announcement is.
 */
typedef enum
{
  HLC_URGENCY_NEWS,
  HLC_URGENCY_PROBLEM
} HlcUrgency;

void hlc_announce (GtkWidget *widget, const char *text, HlcUrgency urgency);

G_END_DECLS
