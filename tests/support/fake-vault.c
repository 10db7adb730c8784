/* SPDX-License-Identifier: Apache-2.0 */
#include "fake-vault.h"

struct _FakeVault
{
  GObject parent_instance;

  GHashTable *secrets; /* (owned) (element-type utf8 GPtrArray): the newest first */
};

static GPtrArray *
fake_vault_dup_secrets (HlcEndpointVault *vault, const char *endpoint_id, gint64 now)
{
  GPtrArray *kept = g_hash_table_lookup (FAKE_VAULT (vault)->secrets, endpoint_id);

  return kept != NULL ? g_ptr_array_ref (kept)
                      : g_ptr_array_new_with_free_func ((GDestroyNotify) hlc_signing_secret_unref);
}

/* The array is replaced: somebody may be signing with the old one. */
static HlcSigningSecret *
fake_vault_rotate (HlcEndpointVault *vault,
                   const char *endpoint_id,
                   const char *text,
                   gint64 now,
                   GError **error)
{
  FakeVault *self = FAKE_VAULT (vault);
  GPtrArray *old = g_hash_table_lookup (self->secrets, endpoint_id);
  GPtrArray *kept = g_ptr_array_new_with_free_func ((GDestroyNotify) hlc_signing_secret_unref);
  HlcSigningSecret *secret =
      text != NULL ? hlc_signing_secret_new (endpoint_id, text) : hlc_signing_secret_generate (endpoint_id);

  g_ptr_array_add (kept, hlc_signing_secret_ref (secret));
  if (old != NULL)
    g_ptr_array_add (kept, hlc_signing_secret_ref (g_ptr_array_index (old, 0)));
  g_hash_table_replace (self->secrets, g_strdup (endpoint_id), kept);

  return secret;
}

static HlcSigningSecret *
fake_vault_put (HlcEndpointVault *vault, const char *endpoint_id, const char *text, GError **error)
{
  return fake_vault_rotate (vault, endpoint_id, text, 0, error);
}

static gboolean
fake_vault_remove (HlcEndpointVault *vault, const char *endpoint_id, GError **error)
{
  g_hash_table_remove (FAKE_VAULT (vault)->secrets, endpoint_id);
  return TRUE;
}

static void
vault_init (HlcEndpointVaultInterface *iface)
{
  iface->dup_secrets = fake_vault_dup_secrets;
  iface->put = fake_vault_put;
  iface->rotate = fake_vault_rotate;
  iface->remove = fake_vault_remove;
}

G_DEFINE_FINAL_TYPE_WITH_CODE (FakeVault,
                               fake_vault,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (HLC_TYPE_ENDPOINT_VAULT, vault_init))

static void
fake_vault_finalize (GObject *object)
{
  g_hash_table_unref (FAKE_VAULT (object)->secrets);

  G_OBJECT_CLASS (fake_vault_parent_class)->finalize (object);
}

static void
fake_vault_class_init (FakeVaultClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = fake_vault_finalize;
}

static void
fake_vault_init (FakeVault *self)
{
  self->secrets = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) g_ptr_array_unref);
}

FakeVault *
fake_vault_new (void)
{
  return g_object_new (FAKE_TYPE_VAULT, NULL);
}

guint
fake_vault_get_n_endpoints (FakeVault *self)
{
  return g_hash_table_size (self->secrets);
}
