/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/** HlcSetupLanguage: where an agent's two variables are set. */
typedef enum
{
  HLC_SETUP_SHELL,
  HLC_SETUP_PYTHON,
  HLC_SETUP_TYPESCRIPT,
  HLC_SETUP_GO,
} HlcSetupLanguage;

#define HLC_N_SETUP_LANGUAGES (HLC_SETUP_GO + 1)

const char *hlc_setup_language_get_title (HlcSetupLanguage language);
char *hlc_setup_snippet (HlcSetupLanguage language,
                         const char *api_base,
                         const char *api_key) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
