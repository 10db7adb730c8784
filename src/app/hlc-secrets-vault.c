/* SPDX-License-Identifier: Apache-2.0 */
#include "hlc-secrets-private.h"

#include <glib/gi18n.h>
#include <string.h>

#include "hlc-error.h"

/* What signs for an endpoint, or NULL. */
static HlcEndpointSecret *
find (HlcSecrets *self, const char *endpoint_id)
{
  const HlcSecretSet *set = hlc_secrets_get_set (self);
  guint index = hlc_secret_set_find_endpoint_secret (set, endpoint_id);

  return index != G_MAXUINT ? g_ptr_array_index (set->endpoint_secrets, index) : NULL;
}

/* A copy of the set whose array of endpoints' secrets may be written to. */
static HlcSecretSet *
copy_set (HlcSecrets *self)
{
  HlcSecretSet *set = hlc_secret_set_copy (hlc_secrets_get_set (self));
  GPtrArray *secrets = hlc_endpoint_secret_list_copy (set->endpoint_secrets);

  g_ptr_array_unref (set->endpoint_secrets);
  set->endpoint_secrets = secrets;
  return set;
}

/* A secret that can sign, or NULL. */
static HlcSigningSecret *
make_secret (const char *endpoint_id, const char *text, GError **error)
{
  g_autoptr (HlcSigningSecret) secret = NULL;

  if (text == NULL)
    return hlc_signing_secret_generate (endpoint_id);

  secret = hlc_signing_secret_new (endpoint_id, text);
  if (hlc_signing_secret_get_problem (secret) == NULL)
    return g_steal_pointer (&secret);

  g_set_error_literal (error, HLC_ERROR, HLC_ERROR_ARGUMENT, hlc_signing_secret_get_problem (secret));
  return NULL;
}

/* See hlc_endpoint_vault_dup_secrets(). */
static GPtrArray *
dup_secrets (HlcEndpointVault *vault, const char *endpoint_id, gint64 now)
{
  GPtrArray *secrets = g_ptr_array_new_with_free_func ((GDestroyNotify) hlc_signing_secret_unref);
  HlcEndpointSecret *found = find (HLC_SECRETS (vault), endpoint_id);
  HlcSigningSecret *previous = found != NULL ? hlc_endpoint_secret_get_previous (found, now) : NULL;

  if (found != NULL)
    g_ptr_array_add (secrets, hlc_signing_secret_ref (hlc_endpoint_secret_get_secret (found)));
  if (previous != NULL)
    g_ptr_array_add (secrets, hlc_signing_secret_ref (previous));

  return secrets;
}

/* See hlc_endpoint_vault_put(). */
static HlcSigningSecret *
put (HlcEndpointVault *vault, const char *endpoint_id, const char *text, GError **error)
{
  HlcSecrets *self = HLC_SECRETS (vault);
  g_autoptr (HlcSigningSecret) secret = NULL;
  g_autoptr (HlcSecretSet) set = NULL;

  if (find (self, endpoint_id) != NULL)
    {
      g_set_error (error, HLC_ERROR, HLC_ERROR_CONFLICT,
                   _ ("The endpoint “%s” has a signing secret already. Rotate it instead."), endpoint_id);
      return NULL;
    }

  secret = make_secret (endpoint_id, text, error);
  if (secret == NULL)
    return NULL;

  set = copy_set (self);
  g_ptr_array_add (set->endpoint_secrets, hlc_endpoint_secret_new (endpoint_id, secret));
  return hlc_secrets_commit_change (self, &set, error) ? g_steal_pointer (&secret) : NULL;
}

/* See hlc_endpoint_vault_rotate(). An endpoint whose secret is lost gets one. */
static HlcSigningSecret *
rotate (HlcEndpointVault *vault, const char *endpoint_id, const char *text, gint64 now, GError **error)
{
  HlcSecrets *self = HLC_SECRETS (vault);
  guint index = hlc_secret_set_find_endpoint_secret (hlc_secrets_get_set (self), endpoint_id);
  HlcEndpointSecret *before = find (self, endpoint_id);
  g_autoptr (HlcSigningSecret) secret = NULL;
  g_autoptr (HlcSecretSet) set = NULL;

  if (before == NULL)
    return put (vault, endpoint_id, text, error);

  if (text != NULL &&
      strcmp (hlc_signing_secret_get_text (hlc_endpoint_secret_get_secret (before)), text) == 0)
    {
      g_set_error_literal (
          error, HLC_ERROR, HLC_ERROR_ARGUMENT,
          _ ("The endpoint signs with this secret already. Give another one, or none to have "
             "one made."));
      return NULL;
    }

  secret = make_secret (endpoint_id, text, error);
  if (secret == NULL)
    return NULL;

  set = copy_set (self);
  hlc_endpoint_secret_unref (g_ptr_array_index (set->endpoint_secrets, index));
  g_ptr_array_index (set->endpoint_secrets, index) =
      hlc_endpoint_secret_new_rotated (before, secret, now + HLC_ROTATION_OVERLAP);
  return hlc_secrets_commit_change (self, &set, error) ? g_steal_pointer (&secret) : NULL;
}

/* See hlc_endpoint_vault_get_overlap_until(). */
static gint64
get_overlap_until (HlcEndpointVault *vault, const char *endpoint_id, gint64 now)
{
  HlcEndpointSecret *found = find (HLC_SECRETS (vault), endpoint_id);

  if (found == NULL || hlc_endpoint_secret_get_previous (found, now) == NULL)
    return 0;

  return hlc_endpoint_secret_get_previous_until (found);
}

/* See hlc_endpoint_vault_remove(). */
static gboolean
forget (HlcEndpointVault *vault, const char *endpoint_id, GError **error)
{
  HlcSecrets *self = HLC_SECRETS (vault);
  guint index = hlc_secret_set_find_endpoint_secret (hlc_secrets_get_set (self), endpoint_id);
  g_autoptr (HlcSecretSet) set = NULL;

  if (index == G_MAXUINT)
    return TRUE;

  set = copy_set (self);
  g_ptr_array_remove_index (set->endpoint_secrets, index);
  return hlc_secrets_commit_change (self, &set, error);
}

/*< private >
 * hlc_secrets_vault_init:
 * @iface: the interface of HlcSecrets
 *
 * Fills in how the secrets of endpoints are kept.
 */
void
hlc_secrets_vault_init (HlcEndpointVaultInterface *iface)
{
  iface->dup_secrets = dup_secrets;
  iface->put = put;
  iface->rotate = rotate;
  iface->get_overlap_until = get_overlap_until;
  iface->remove = forget;
}

/**
 * hlc_secrets_dup_endpoint_ids:
 * @self: the secrets
 *
 * Returns: (transfer full) (array zero-terminated=1): the endpoints of which a secret is kept
 */
GStrv
hlc_secrets_dup_endpoint_ids (HlcSecrets *self)
{
  g_autoptr (GStrvBuilder) ids = g_strv_builder_new ();
  GPtrArray *secrets;

  g_return_val_if_fail (HLC_IS_SECRETS (self), NULL);

  secrets = hlc_secrets_get_set (self)->endpoint_secrets;
  for (guint i = 0; i < secrets->len; i++)
    g_strv_builder_add (ids, hlc_endpoint_secret_get_endpoint_id (g_ptr_array_index (secrets, i)));

  return g_strv_builder_end (ids);
}

/**
 * hlc_secrets_forget_endpoints:
 * @self: the secrets
 * @endpoint_ids: (array zero-terminated=1): endpoints that are no more
 * @error: why it cannot be written
 *
 * Forgets the secrets of several endpoints with one write, or none where none of them is kept. Blocks as
 * hlc_secrets_open() does.
 *
 * Returns: %TRUE when they are gone
 */
gboolean
hlc_secrets_forget_endpoints (HlcSecrets *self, const char *const *endpoint_ids, GError **error)
{
  g_autoptr (HlcSecretSet) set = NULL;
  guint n_before;

  g_return_val_if_fail (HLC_IS_SECRETS (self), FALSE);
  g_return_val_if_fail (endpoint_ids != NULL, FALSE);

  set = copy_set (self);
  n_before = set->endpoint_secrets->len;
  for (guint i = 0; endpoint_ids[i] != NULL; i++)
    {
      guint index = hlc_secret_set_find_endpoint_secret (set, endpoint_ids[i]);

      if (index != G_MAXUINT)
        g_ptr_array_remove_index (set->endpoint_secrets, index);
    }

  return set->endpoint_secrets->len == n_before || hlc_secrets_commit_change (self, &set, error);
}
