/* SPDX-License-Identifier: Apache-2.0 */
#include "hlc-config.h"

#include "hlc-target-enumerator.h"

#include <glib/gi18n-lib.h>

#include "hlc-target-url.h"

struct _HlcTargetEnumerator
{
  GSocketAddressEnumerator parent_instance;

  GSocketAddressEnumerator *inner; /* (owned) */
  GArray *own_ports;               /* (owned) (element-type guint16) */
  GError *refusal;                 /* (owned) (nullable): of the first address that was refused */
  gboolean has_passed;             /* an address was passed on */
};

G_DEFINE_FINAL_TYPE (HlcTargetEnumerator, hlc_target_enumerator, G_TYPE_SOCKET_ADDRESS_ENUMERATOR)

static gboolean
may_pass (HlcTargetEnumerator *self, GSocketAddress *address)
{
  GInetSocketAddress *inet = G_INET_SOCKET_ADDRESS (address);
  g_autoptr (GError) error = NULL;

  if (hlc_target_address_check (g_inet_socket_address_get_address (inet),
                                g_inet_socket_address_get_port (inet),
                                (const guint16 *) self->own_ports->data, self->own_ports->len, &error))
    {
      self->has_passed = TRUE;
      return TRUE;
    }

  if (self->refusal == NULL)
    self->refusal = g_steal_pointer (&error);

  return FALSE;
}

/* The inner enumerator has no more. Who connects wants an error where it was given no address at all; after that it
 * has better ones of its own. */
static void
set_end_error (HlcTargetEnumerator *self, GError **error)
{
  if (self->has_passed)
    return;

  if (self->refusal != NULL)
    {
      g_clear_error (error);
      g_propagate_error (error, g_error_copy (self->refusal));
    }
  else if (error != NULL && *error == NULL)
    g_set_error_literal (error, G_RESOLVER_ERROR, G_RESOLVER_ERROR_NOT_FOUND, _ ("The name has no address"));
}

static GSocketAddress *
hlc_target_enumerator_next (GSocketAddressEnumerator *enumerator, GCancellable *cancellable, GError **error)
{
  HlcTargetEnumerator *self = HLC_TARGET_ENUMERATOR (enumerator);
  g_autoptr (GError) inner_error = NULL;

  for (;;)
    {
      g_autoptr (GSocketAddress) address =
          g_socket_address_enumerator_next (self->inner, cancellable, &inner_error);

      if (address == NULL)
        break;
      if (may_pass (self, address))
        return g_steal_pointer (&address);
    }

  set_end_error (self, &inner_error);
  if (inner_error != NULL)
    g_propagate_error (error, g_steal_pointer (&inner_error));

  return NULL;
}

static void
inner_next_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  HlcTargetEnumerator *self = g_task_get_source_object (task);
  g_autoptr (GError) error = NULL;
  g_autoptr (GSocketAddress) address = g_socket_address_enumerator_next_finish (self->inner, result, &error);

  if (address != NULL && may_pass (self, address))
    {
      g_task_return_pointer (task, g_steal_pointer (&address), g_object_unref);
      return;
    }

  if (address != NULL)
    {
      g_socket_address_enumerator_next_async (self->inner, g_task_get_cancellable (task), inner_next_cb,
                                              g_object_ref (task));
      return;
    }

  set_end_error (self, &error);
  if (error != NULL)
    g_task_return_error (task, g_steal_pointer (&error));
  else
    g_task_return_pointer (task, NULL, NULL);
}

static void
hlc_target_enumerator_next_async (GSocketAddressEnumerator *enumerator,
                                  GCancellable *cancellable,
                                  GAsyncReadyCallback callback,
                                  gpointer user_data)
{
  HlcTargetEnumerator *self = HLC_TARGET_ENUMERATOR (enumerator);
  GTask *task = g_task_new (self, cancellable, callback, user_data);

  g_task_set_source_tag (task, hlc_target_enumerator_next_async);
  g_socket_address_enumerator_next_async (self->inner, cancellable, inner_next_cb, task);
}

static GSocketAddress *
hlc_target_enumerator_next_finish (GSocketAddressEnumerator *enumerator, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, enumerator), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

static void
hlc_target_enumerator_finalize (GObject *object)
{
  HlcTargetEnumerator *self = HLC_TARGET_ENUMERATOR (object);

  g_object_unref (self->inner);
  g_array_unref (self->own_ports);
  g_clear_error (&self->refusal);

  G_OBJECT_CLASS (hlc_target_enumerator_parent_class)->finalize (object);
}

static void
hlc_target_enumerator_class_init (HlcTargetEnumeratorClass *klass)
{
  GSocketAddressEnumeratorClass *enumerator_class = G_SOCKET_ADDRESS_ENUMERATOR_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = hlc_target_enumerator_finalize;
  enumerator_class->next = hlc_target_enumerator_next;
  enumerator_class->next_async = hlc_target_enumerator_next_async;
  enumerator_class->next_finish = hlc_target_enumerator_next_finish;
}

static void
hlc_target_enumerator_init (HlcTargetEnumerator *self)
{
}

/**
 * hlc_target_enumerator_new:
 * @inner: gives internet addresses
 * @own_ports: (element-type guint16): where we listen ourselves; not changed afterwards
 *
 * Returns: (transfer full): an enumerator of those addresses of @inner that hlc_target_address_check() allows
 */
GSocketAddressEnumerator *
hlc_target_enumerator_new (GSocketAddressEnumerator *inner, GArray *own_ports)
{
  HlcTargetEnumerator *self = NULL;

  g_return_val_if_fail (G_IS_SOCKET_ADDRESS_ENUMERATOR (inner), NULL);
  g_return_val_if_fail (own_ports != NULL, NULL);

  self = g_object_new (HLC_TYPE_TARGET_ENUMERATOR, NULL);
  self->inner = g_object_ref (inner);
  self->own_ports = g_array_ref (own_ports);

  return G_SOCKET_ADDRESS_ENUMERATOR (self);
}
