/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

void hlc_discard_question_ask (GtkWindow *window, const char *explanation);

G_END_DECLS
