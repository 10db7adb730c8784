/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include <adwaita.h>

#include "hlc-clock.h"
#include "hlc-secrets.h"

G_BEGIN_DECLS

/**
 * HlcPreferences:
 *
 * The preferences window: the signing secrets of the receiver. Actions: secrets.add, secrets.generate,
 * secrets.remove (s).
 */
#define HLC_TYPE_PREFERENCES (hlc_preferences_get_type ())
G_DECLARE_FINAL_TYPE (HlcPreferences, hlc_preferences, HLC, PREFERENCES, AdwPreferencesWindow)

HlcPreferences *hlc_preferences_new (HlcSecrets *secrets, HlcClock *clock) G_GNUC_WARN_UNUSED_RESULT;
void hlc_preferences_enter (HlcPreferences *self, const char *name, const char *text);
const char *hlc_preferences_get_problem (HlcPreferences *self);

G_END_DECLS
