/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include <adwaita.h>

#include "hlc-clock.h"
#include "hlc-secrets.h"

G_BEGIN_DECLS

/**
 * HlcKeyPage:
 *
 * The page of the preferences with the keys of the agent API: what each allows and when it was used, a new one, which
 * is shown once, and revoking.
 *
 * Actions: keys.add, keys.revoke (s).
 */
#define HLC_TYPE_KEY_PAGE (hlc_key_page_get_type ())
G_DECLARE_FINAL_TYPE (HlcKeyPage, hlc_key_page, HLC, KEY_PAGE, AdwPreferencesPage)

void hlc_key_page_connect (HlcKeyPage *self, HlcSecrets *secrets, HlcClock *clock);
const char *hlc_key_page_get_new_key (HlcKeyPage *self);
GtkWindow *hlc_key_page_get_dialog (HlcKeyPage *self);

G_END_DECLS
