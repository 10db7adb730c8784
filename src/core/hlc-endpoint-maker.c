/* SPDX-License-Identifier: Apache-2.0 */
#include "hlc-endpoint-maker.h"

/** What is under way. */
typedef struct
{
  HlcEndpointVault *vault; /* (owned) */
  char *endpoint_id;
  HlcSigningSecret *secret; /* (owned) (nullable) */
} Work;

static void
work_free (gpointer data)
{
  Work *work = data;

  g_object_unref (work->vault);
  g_free (work->endpoint_id);
  g_clear_pointer (&work->secret, hlc_signing_secret_unref);
  g_free (work);
}

/* Takes @endpoint_id. */
static Work *
begin (GTask *task, HlcEndpointVault *vault, char *endpoint_id)
{
  Work *work = g_new0 (Work, 1);

  work->vault = g_object_ref (vault);
  work->endpoint_id = endpoint_id;
  g_task_set_task_data (task, work, work_free);

  return work;
}

/* One that stays is forgotten at the next start. */
static void
forget_secret (const Work *work)
{
  g_autoptr (GError) error = NULL;

  if (!hlc_endpoint_vault_remove (work->vault, work->endpoint_id, &error))
    g_message ("The secret of an endpoint that is not there is still kept: %s", error->message);
}

static void
added_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;
  HlcEndpoint *endpoint = hlc_store_write_endpoint_finish (HLC_STORE (object), result, &error);

  if (endpoint != NULL)
    {
      g_task_return_pointer (task, endpoint, (GDestroyNotify) hlc_endpoint_unref);
      return;
    }

  forget_secret (g_task_get_task_data (task));
  g_task_return_error (task, error);
}

/**
 * hlc_endpoint_maker_make_async:
 * @endpoint: what it shall be; its URL was checked by hlc_dispatcher_check_url(), and its id is made here
 * @secret: (nullable): the text of its first signing secret; %NULL to have one made
 */
void
hlc_endpoint_maker_make_async (HlcStore *store,
                               HlcEndpointVault *vault,
                               HlcEndpoint *endpoint,
                               const char *secret,
                               GAsyncReadyCallback callback,
                               gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (store, NULL, callback, user_data);
  g_autoptr (HlcEndpoint) made = hlc_endpoint_copy (endpoint);
  Work *work = begin (task, vault, hlc_endpoint_make_id ());
  GError *error = NULL;

  work->secret = hlc_endpoint_vault_put (vault, work->endpoint_id, secret, &error);
  if (work->secret == NULL)
    {
      g_task_return_error (task, error);
      return;
    }

  g_free (made->endpoint_id);
  made->endpoint_id = g_strdup (work->endpoint_id);
  hlc_store_add_endpoint_async (store, made, added_cb, g_steal_pointer (&task));
}

/**
 * hlc_endpoint_maker_make_finish:
 * @secret: (out) (optional) (transfer full): what signs for it, to be told once to whoever made it
 *
 * Returns: (transfer full): the endpoint as it is stored; or %NULL, with %HLC_ERROR_ARGUMENT where @secret was none, or an error
 *   of hlc_store_write_endpoint_finish(), and nothing is kept
 */
HlcEndpoint *
hlc_endpoint_maker_make_finish (HlcStore *store,
                                GAsyncResult *result,
                                HlcSigningSecret **secret,
                                GError **error)
{
  HlcEndpoint *endpoint = NULL;

  g_return_val_if_fail (g_task_is_valid (result, store), NULL);

  endpoint = g_task_propagate_pointer (G_TASK (result), error);
  if (endpoint != NULL && secret != NULL)
    {
      const Work *work = g_task_get_task_data (G_TASK (result));

      *secret = hlc_signing_secret_ref (work->secret);
    }

  return endpoint;
}

static void
removed_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;

  if (!hlc_store_remove_endpoint_finish (HLC_STORE (object), result, &error))
    {
      g_task_return_error (task, error);
      return;
    }

  forget_secret (g_task_get_task_data (task));
  g_task_return_boolean (task, TRUE);
}

/**
 * hlc_endpoint_maker_remove_async:
 * @endpoint_id: which one
 *
 * The secret goes last: what is sent until then can be signed.
 */
void
hlc_endpoint_maker_remove_async (HlcStore *store,
                                 HlcEndpointVault *vault,
                                 const char *endpoint_id,
                                 GAsyncReadyCallback callback,
                                 gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (store, NULL, callback, user_data);

  begin (task, vault, g_strdup (endpoint_id));
  hlc_store_remove_endpoint_async (store, endpoint_id, removed_cb, g_steal_pointer (&task));
}

/** hlc_endpoint_maker_remove_finish: Returns: %FALSE with an error of hlc_store_remove_endpoint_finish() */
gboolean
hlc_endpoint_maker_remove_finish (HlcStore *store, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, store), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}
