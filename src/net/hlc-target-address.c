/* SPDX-License-Identifier: Apache-2.0 */
#include "hlc-config.h"

#include "hlc-target-address.h"

#include <glib/gi18n-lib.h>
#include <libsoup/soup.h>

#include "hlc-error.h"
#include "hlc-target-enumerator.h"
#include "hlc-target-url.h"

struct _HlcTargetAddress
{
  GNetworkAddress parent_instance;

  GArray *own_ports; /* (owned) (element-type guint16) */
};

static GSocketAddressEnumerator *
hlc_target_address_enumerate (GSocketConnectable *connectable)
{
  HlcTargetAddress *self = HLC_TARGET_ADDRESS (connectable);
  GNetworkAddress *address = G_NETWORK_ADDRESS (connectable);
  /* A new one each time: a network address remembers what its name led to for as long as it lives. */
  g_autoptr (GSocketConnectable) fresh =
      g_network_address_new (g_network_address_get_hostname (address), g_network_address_get_port (address));
  g_autoptr (GSocketAddressEnumerator) inner = g_socket_connectable_enumerate (fresh);

  return hlc_target_enumerator_new (inner, self->own_ports);
}

static void
socket_connectable_init (GSocketConnectableIface *iface)
{
  iface->enumerate = hlc_target_address_enumerate;
  /* A proxy would connect to an address that nobody checked. */
  iface->proxy_enumerate = hlc_target_address_enumerate;
}

G_DEFINE_FINAL_TYPE_WITH_CODE (HlcTargetAddress,
                               hlc_target_address,
                               G_TYPE_NETWORK_ADDRESS,
                               G_IMPLEMENT_INTERFACE (G_TYPE_SOCKET_CONNECTABLE, socket_connectable_init))

static void
hlc_target_address_finalize (GObject *object)
{
  HlcTargetAddress *self = HLC_TARGET_ADDRESS (object);

  g_clear_pointer (&self->own_ports, g_array_unref);

  G_OBJECT_CLASS (hlc_target_address_parent_class)->finalize (object);
}

static void
hlc_target_address_class_init (HlcTargetAddressClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = hlc_target_address_finalize;
}

static void
hlc_target_address_init (HlcTargetAddress *self)
{
}

/**
 * hlc_target_address_new:
 * @url: where to send to
 * @own_ports: (element-type guint16): where we listen ourselves; not changed afterwards
 *
 * Returns: (transfer full): the target of @url, or %NULL with %HLC_ERROR_ARGUMENT where hlc_target_url_check() says no
 */
HlcTargetAddress *
hlc_target_address_new (const char *url, GArray *own_ports, GError **error)
{
  HlcTargetAddress *self = NULL;
  g_autoptr (GUri) uri = NULL;

  g_return_val_if_fail (url != NULL, NULL);
  g_return_val_if_fail (own_ports != NULL, NULL);

  if (!hlc_target_url_check (url, error))
    return NULL;

  /* As libsoup reads it: what it would name in the Host header is what we connect to. */
  uri = g_uri_parse (url, SOUP_HTTP_URI_FLAGS, NULL);
  if (uri == NULL || g_uri_get_host (uri) == NULL)
    {
      g_set_error (error, HLC_ERROR, HLC_ERROR_ARGUMENT, _ ("“%s” is not a URL that can be sent to."), url);
      return NULL;
    }

  self = g_object_new (HLC_TYPE_TARGET_ADDRESS, "hostname", g_uri_get_host (uri), "port",
                       (guint) g_uri_get_port (uri), "scheme", g_uri_get_scheme (uri), NULL);
  self->own_ports = g_array_ref (own_ports);

  return self;
}
