/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include <gtk/gtk.h>

#include "hlc-json-document.h"

G_BEGIN_DECLS

guint hlc_argument_list_fill (GtkListBox *list, HlcJsonValue arguments);

G_END_DECLS
