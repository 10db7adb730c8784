/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include "hlc-counter.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * HlcNews:
 * @n_requested: operations that began to wait
 * @title: (nullable): of the operation, where it is one
 * @n_refused: webhooks that failed verification
 * @n_failing: endpoints that began to fail, or were disabled
 *
 * What came since it was last said. Plain data.
 */
typedef struct
{
  guint n_requested;
  const char *title;
  guint n_refused;
  guint n_failing;
} HlcNews;

/**
 * HlcArrivals:
 *
 * Has a screen reader say what arrives, no more than once a second: a burst is a number. Main thread only.
 */
#define HLC_TYPE_ARRIVALS (hlc_arrivals_get_type ())
G_DECLARE_FINAL_TYPE (HlcArrivals, hlc_arrivals, HLC, ARRIVALS, GObject)

HlcArrivals *hlc_arrivals_new (GtkWidget *widget,
                               HlcStore *store,
                               HlcCounter *counter) G_GNUC_WARN_UNUSED_RESULT;
char *hlc_arrivals_describe (const HlcNews *news) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
