/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include <adwaita.h>

#include "hlc-template-shelf.h"

G_BEGIN_DECLS

/**
 * HlcTemplateManager:
 *
 * The developer's own templates: to be looked at, renamed and deleted, which can be undone. Files that are no templates
 * are named with the reason.
 */
#define HLC_TYPE_TEMPLATE_MANAGER (hlc_template_manager_get_type ())
G_DECLARE_FINAL_TYPE (HlcTemplateManager, hlc_template_manager, HLC, TEMPLATE_MANAGER, AdwWindow)

HlcTemplateManager *hlc_template_manager_new (HlcTemplateShelf *shelf) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
