/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

void hlc_toast_show (AdwToastOverlay *overlay, const char *text);
void hlc_toast_show_message (AdwToastOverlay *overlay, const char *text, const char *message_id);

G_END_DECLS
