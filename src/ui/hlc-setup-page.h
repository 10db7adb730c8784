/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include <adwaita.h>

#include "hlc-console.h"
#include "hlc-counter.h"

G_BEGIN_DECLS

/**
 * HlcSetupPage:
 *
 * What to copy where so that webhooks arrive, with marks that turn green when they do.
 *
 * Property: HlcSetupPage:reveal-sidebar.
 */
#define HLC_TYPE_SETUP_PAGE (hlc_setup_page_get_type ())
G_DECLARE_FINAL_TYPE (HlcSetupPage, hlc_setup_page, HLC, SETUP_PAGE, AdwBin)

void hlc_setup_page_connect (HlcSetupPage *self, HlcConsole *console, HlcCounter *counter);

G_END_DECLS
