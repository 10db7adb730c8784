/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

void hlc_let_fold (GtkWidget *widget);
void hlc_let_row_fold (AdwActionRow *row);

G_END_DECLS
