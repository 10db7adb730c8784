/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

typedef void (*BenchPainted) (gpointer user_data);

void bench_on_paint (GtkWindow *window, BenchPainted painted, gpointer user_data);
void bench_print_first_frame (gint64 started);

G_END_DECLS
