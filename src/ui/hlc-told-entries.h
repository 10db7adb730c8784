/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

void hlc_told_entries_find (GtkWidget *root);

G_END_DECLS
