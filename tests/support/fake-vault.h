/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include "hlc-endpoint-vault.h"

G_BEGIN_DECLS

/**
 * FakeVault:
 *
 * Keeps the secrets of endpoints in memory, without rotation's end. Main thread.
 */
#define FAKE_TYPE_VAULT (fake_vault_get_type ())
G_DECLARE_FINAL_TYPE (FakeVault, fake_vault, FAKE, VAULT, GObject)

FakeVault *fake_vault_new (void) G_GNUC_WARN_UNUSED_RESULT;
guint fake_vault_get_n_endpoints (FakeVault *self);

G_END_DECLS
