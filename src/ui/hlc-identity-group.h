/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include <adwaita.h>

#include "hlc-id-scheme.h"
#include "hlc-operation-form.h"

G_BEGIN_DECLS

/**
 * HlcIdentityGroup:
 *
 * Asks how an operation is identified, and for its run.
 *
 * Signal: HlcIdentityGroup::changed.
 */
#define HLC_TYPE_IDENTITY_GROUP (hlc_identity_group_get_type ())
G_DECLARE_FINAL_TYPE (HlcIdentityGroup, hlc_identity_group, HLC, IDENTITY_GROUP, AdwBin)

void hlc_identity_group_fill (HlcIdentityGroup *self, const HlcOperationForm *form);
void hlc_identity_group_write (HlcIdentityGroup *self, HlcOperationForm *form);
gboolean hlc_identity_group_show_problems (HlcIdentityGroup *self, GPtrArray *problems);
HlcIdKind hlc_identity_group_get_kind (HlcIdentityGroup *self);
void hlc_identity_group_enter (HlcIdentityGroup *self, HlcIdKind kind, const char *id);

G_END_DECLS
