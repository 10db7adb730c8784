/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include "hlc-json-document.h"

G_BEGIN_DECLS

GBytes *hlc_generated_state_fill_in (HlcJsonDocument *document, GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
