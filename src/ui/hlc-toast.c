/* SPDX-License-Identifier: Apache-2.0 */
#include "hlc-config.h"

#include "hlc-toast.h"

#include <glib/gi18n-lib.h>

#include "hlc-announce.h"

/**
 * hlc_toast_show:
 * @overlay: where
 * @text: plain text from anywhere
 *
 * Says something that goes by itself.
 */
void
hlc_toast_show (AdwToastOverlay *overlay, const char *text)
{
  g_autofree char *escaped = g_markup_escape_text (text, -1);

  adw_toast_overlay_add_toast (overlay, adw_toast_new (escaped));
  hlc_announce (GTK_WIDGET (overlay), text, HLC_URGENCY_NEWS);
}

/**
 * hlc_toast_show_message:
 * @overlay: where
 * @text: plain text from anywhere
 * @message_id: what it tells of
 *
 * Says that something was sent, with a button that leads there.
 */
void
hlc_toast_show_message (AdwToastOverlay *overlay, const char *text, const char *message_id)
{
  g_autofree char *escaped = g_markup_escape_text (text, -1);
  AdwToast *toast = adw_toast_new (escaped);

  adw_toast_set_button_label (toast, _ ("_Show"));
  adw_toast_set_action_name (toast, "win.show-message");
  adw_toast_set_action_target (toast, "s", message_id);
  adw_toast_overlay_add_toast (overlay, toast);
  hlc_announce (GTK_WIDGET (overlay), text, HLC_URGENCY_NEWS);
}
