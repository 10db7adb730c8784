/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

void hlc_let_fold (GtkWidget *widget);

G_END_DECLS
