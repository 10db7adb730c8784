/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include <gtk/gtk.h>

#include "hlc-operation-text.h"

G_BEGIN_DECLS

/* What is known of an operation, as rows of boxed lists. */
gboolean hlc_operation_facts_fill_outcome (GtkListBox *list, HlcOperation *operation, HlcOperationText *text);
void hlc_operation_facts_fill (GtkListBox *list, HlcOperation *operation);
gboolean hlc_operation_facts_fill_timeline (GtkListBox *list, GPtrArray *timeline);

G_END_DECLS
