/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

void hlc_tooltip_set (GtkWidget *widget, const char *text);
void hlc_tooltip_name_dropdown (AdwSplitButton *button);
void hlc_tooltip_name_drop_down (GtkDropDown *drop_down, const char *name);

G_END_DECLS
