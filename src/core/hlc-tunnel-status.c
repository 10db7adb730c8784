/* SPDX-License-Identifier: Apache-2.0 */
#include "hlc-tunnel-status.h"

#include <glib/gi18n.h>
#include <string.h>

#include "hlc-json-document.h"
#include "hlc-relay-url.h"
#include "hlc-tunnel-addr.h"
#include "hlc-visible-text.h"

/* Of an address that is no web address, when it is shown. */
#define MAX_SHOWN 200

static const char *const state_names[] = {
  [HLC_TUNNEL_UNKNOWN] = "unknown",       [HLC_TUNNEL_NOT_RUNNING] = "not_running",
  [HLC_TUNNEL_UNREADABLE] = "unreadable", [HLC_TUNNEL_NONE] = "none",
  [HLC_TUNNEL_OTHER_PORT] = "other_port", [HLC_TUNNEL_MISFIT] = "misfit",
  [HLC_TUNNEL_READY] = "ready",           [HLC_TUNNEL_API_PORT] = "api_port",
};

static const char *const target_names[] = {
  [HLC_TUNNEL_TARGET_OTHER] = "other",
  [HLC_TUNNEL_TARGET_MISFIT] = "misfit",
  [HLC_TUNNEL_TARGET_RECEIVER] = "receiver",
  [HLC_TUNNEL_TARGET_API] = "api",
};

static const char *const copied_names[] = {
  [HLC_TUNNEL_COPIED_NONE] = NULL,
  [HLC_TUNNEL_COPIED_VALID] = "valid",
  [HLC_TUNNEL_COPIED_CHANGED] = "changed",
  [HLC_TUNNEL_COPIED_GONE] = "gone",
};

/* What the console becomes by its tunnels: the gravest first. */
static const struct
{
  HlcTunnelTarget target;
  HlcTunnelState state;
} consequences[] = {
  { HLC_TUNNEL_TARGET_API, HLC_TUNNEL_API_PORT },
  { HLC_TUNNEL_TARGET_RECEIVER, HLC_TUNNEL_READY },
  { HLC_TUNNEL_TARGET_MISFIT, HLC_TUNNEL_MISFIT },
  { HLC_TUNNEL_TARGET_OTHER, HLC_TUNNEL_OTHER_PORT },
};

G_DEFINE_BOXED_TYPE (HlcTunnelStatus, hlc_tunnel_status, hlc_tunnel_status_ref, hlc_tunnel_status_unref)

static void
entry_free (gpointer data)
{
  HlcTunnelEntry *entry = data;

  g_free (entry->name);
  g_free (entry->public_url);
  g_free (entry->webhook_url);
  g_free (entry->proto);
  g_free (entry->addr);
  g_free (entry);
}

/* A text that is absent, of another type or unusable is empty: one odd tunnel must not hide the others. */
static char *
dup_text (HlcJsonValue object, const char *name)
{
  g_autofree char *text = NULL;

  if (!hlc_json_read_string (object, name, FALSE, &text, NULL) || text == NULL)
    return g_strdup ("");

  return g_steal_pointer (&text);
}

static void
read_public_url (HlcTunnelEntry *entry, const char *text, const char *path)
{
  g_autofree char *url = hlc_relay_url_normalize (text, "", NULL);
  gsize length;

  if (url == NULL || strchr (url, '?') != NULL)
    {
      entry->public_url = hlc_visible_text_bounded (text, -1, HLC_VISIBLE_ONE_LINE, MAX_SHOWN);
      return;
    }

  length = strlen (url);
  while (url[length - 1] == '/')
    url[--length] = '\0';
  entry->webhook_url = g_strconcat (url, path, NULL);
  entry->public_url = g_steal_pointer (&url);
}

static HlcTunnelTarget
judge_entry (const HlcTunnelEntry *entry, const HlcTunnelPorts *ports)
{
  HlcTunnelAddr addr = hlc_tunnel_addr_read (entry->addr);
  gboolean is_web = g_str_equal (entry->proto, "https") || g_str_equal (entry->proto, "http");

  if (!addr.is_local || addr.port == 0)
    return HLC_TUNNEL_TARGET_OTHER;
  if (addr.port == ports->api)
    return HLC_TUNNEL_TARGET_API;
  if (addr.port != ports->receiver)
    return HLC_TUNNEL_TARGET_OTHER;

  return is_web && addr.is_plain && entry->webhook_url != NULL ? HLC_TUNNEL_TARGET_RECEIVER
                                                               : HLC_TUNNEL_TARGET_MISFIT;
}

static HlcTunnelEntry *
read_entry (HlcJsonValue object, const HlcTunnelPorts *ports)
{
  HlcTunnelEntry *entry = g_new0 (HlcTunnelEntry, 1);
  g_autofree char *public_url = dup_text (object, "public_url");
  HlcJsonValue config;

  entry->name = dup_text (object, "name");
  entry->proto = dup_text (object, "proto");
  entry->addr =
      hlc_json_value_get_member (object, "config", &config) ? dup_text (config, "addr") : g_strdup ("");
  read_public_url (entry, public_url, ports->path);
  entry->target = judge_entry (entry, ports);
  return entry;
}

/* Which of two that lead to the same is the better one to tell: an order of ours, for the agent's has no meaning. */
static int
compare_entries (gconstpointer a, gconstpointer b)
{
  const HlcTunnelEntry *one = *(HlcTunnelEntry *const *) a;
  const HlcTunnelEntry *other = *(HlcTunnelEntry *const *) b;
  gboolean one_is_encrypted = one->webhook_url != NULL && hlc_relay_url_is_encrypted (one->webhook_url);
  gboolean other_is_encrypted = other->webhook_url != NULL && hlc_relay_url_is_encrypted (other->webhook_url);
  int order;

  if (one->target != other->target)
    return one->target > other->target ? -1 : 1;
  if (one_is_encrypted != other_is_encrypted)
    return one_is_encrypted ? -1 : 1;

  order = strcmp (one->name, other->name);
  return order != 0 ? order : strcmp (one->public_url, other->public_url);
}

/* Those to the receiver whose server none before them has. */
static guint
count_addresses (GPtrArray *tunnels)
{
  g_autoptr (GPtrArray) urls = g_ptr_array_new ();

  for (guint i = 0; i < tunnels->len; i++)
    {
      HlcTunnelEntry *entry = g_ptr_array_index (tunnels, i);
      gboolean is_new = entry->target == HLC_TUNNEL_TARGET_RECEIVER;

      for (guint j = 0; is_new && j < urls->len; j++)
        is_new = !hlc_relay_url_same_server (g_ptr_array_index (urls, j), entry->webhook_url);
      if (is_new)
        g_ptr_array_add (urls, entry->webhook_url);
    }

  return urls->len;
}

static void
draw_conclusion (HlcTunnelStatus *self)
{
  HlcTunnelEntry *ready = hlc_tunnel_status_find (self, HLC_TUNNEL_TARGET_RECEIVER);

  self->state = HLC_TUNNEL_NONE;
  for (guint i = 0; self->state == HLC_TUNNEL_NONE && i < G_N_ELEMENTS (consequences); i++)
    {
      if (hlc_tunnel_status_find (self, consequences[i].target) != NULL)
        self->state = consequences[i].state;
    }

  self->n_addresses = count_addresses (self->tunnels);
  if (ready == NULL)
    return;

  self->public_url = g_strdup (ready->public_url);
  self->webhook_url = g_strdup (ready->webhook_url);
}

/**
 * hlc_tunnel_status_new:
 * @state: what is known without an answer of the agent
 * @reason: (nullable): a sentence: why it cannot be read
 * @ports: the console's ports
 *
 * Returns: (transfer full): a status without tunnels
 */
HlcTunnelStatus *
hlc_tunnel_status_new (HlcTunnelState state, const char *reason, const HlcTunnelPorts *ports)
{
  HlcTunnelStatus *self;

  g_return_val_if_fail (ports != NULL && ports->path != NULL, NULL);

  self = g_new0 (HlcTunnelStatus, 1);
  g_atomic_ref_count_init (&self->ref_count);
  self->state = state;
  self->reason = g_strdup (reason);
  self->receiver_port = ports->receiver;
  self->api_port = ports->api;
  self->tunnels = g_ptr_array_new_with_free_func (entry_free);
  return self;
}

/**
 * hlc_tunnel_status_new_judge:
 * @answer: what the agent answered to `GET /api/tunnels`
 * @ports: the console's ports
 *
 * Judges the tunnels of an ngrok agent ("List tunnels" in the documentation of ngrok's agent API). The answer comes from
 * a program on this machine, but is scanned all the same, and no text of it is taken for an address that is none. Pure;
 * any thread.
 *
 * Returns: (transfer full): the judgement; HLC_TUNNEL_UNREADABLE for an answer that is no agent's
 */
HlcTunnelStatus *
hlc_tunnel_status_new_judge (GBytes *answer, const HlcTunnelPorts *ports)
{
  g_autoptr (HlcTunnelStatus) self = NULL;
  g_autoptr (HlcJsonDocument) document = NULL;
  HlcJsonValue tunnels;
  HlcJsonValue tunnel;
  HlcJsonIter iter;

  g_return_val_if_fail (answer != NULL && ports != NULL && ports->path != NULL, NULL);

  self = hlc_tunnel_status_new (HLC_TUNNEL_UNREADABLE, NULL, ports);
  document = hlc_json_document_new (answer, NULL, NULL);
  if (document == NULL ||
      !hlc_json_value_get_member (hlc_json_document_get_root (document), "tunnels", &tunnels) ||
      hlc_json_value_get_type (tunnels) != HLC_JSON_ARRAY)
    {
      self->reason = g_strdup (_ ("A program answers in the place of ngrok’s agent, but not as one."));
      return g_steal_pointer (&self);
    }

  hlc_json_iter_init (&iter, tunnels);
  while (hlc_json_iter_next (&iter, NULL, &tunnel))
    {
      if (hlc_json_value_get_type (tunnel) == HLC_JSON_OBJECT)
        g_ptr_array_add (self->tunnels, read_entry (tunnel, ports));
    }

  g_ptr_array_sort (self->tunnels, compare_entries);
  draw_conclusion (self);
  return g_steal_pointer (&self);
}

/**
 * hlc_tunnel_status_ref:
 *
 * Returns: (transfer full): @self
 */
HlcTunnelStatus *
hlc_tunnel_status_ref (HlcTunnelStatus *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  g_atomic_ref_count_inc (&self->ref_count);
  return self;
}

/**
 * hlc_tunnel_status_unref:
 * @self: (transfer full): a status
 */
void
hlc_tunnel_status_unref (HlcTunnelStatus *self)
{
  g_return_if_fail (self != NULL);

  if (!g_atomic_ref_count_dec (&self->ref_count))
    return;

  g_free (self->reason);
  g_free (self->public_url);
  g_free (self->webhook_url);
  g_ptr_array_unref (self->tunnels);
  g_free (self);
}

static gboolean
equal_entries (const HlcTunnelEntry *a, const HlcTunnelEntry *b)
{
  return a->target == b->target && g_str_equal (a->name, b->name) &&
         g_str_equal (a->public_url, b->public_url) && g_str_equal (a->proto, b->proto) &&
         g_str_equal (a->addr, b->addr);
}

/**
 * hlc_tunnel_status_equal:
 *
 * Returns: whether both say the same
 */
gboolean
hlc_tunnel_status_equal (HlcTunnelStatus *a, HlcTunnelStatus *b)
{
  g_return_val_if_fail (a != NULL && b != NULL, FALSE);

  if (a->state != b->state || a->receiver_port != b->receiver_port || a->api_port != b->api_port ||
      g_strcmp0 (a->reason, b->reason) != 0 || a->tunnels->len != b->tunnels->len)
    return FALSE;

  for (guint i = 0; i < a->tunnels->len; i++)
    {
      if (!equal_entries (g_ptr_array_index (a->tunnels, i), g_ptr_array_index (b->tunnels, i)))
        return FALSE;
    }

  return TRUE;
}

/**
 * hlc_tunnel_status_judge_copied:
 * @copied_url: (nullable): the address that was copied and may have been given to a sender
 *
 * Compares hosts and ports: a path below the receiver's, and http for https, are the same tunnel. Pure; any thread.
 *
 * Returns: what has become of it
 */
HlcTunnelCopied
hlc_tunnel_status_judge_copied (HlcTunnelStatus *self, const char *copied_url)
{
  g_autofree char *url = NULL;

  g_return_val_if_fail (self != NULL, HLC_TUNNEL_COPIED_NONE);

  url = copied_url != NULL ? hlc_relay_url_normalize (copied_url, "", NULL) : NULL;
  if (url == NULL || self->state == HLC_TUNNEL_UNKNOWN || self->state == HLC_TUNNEL_UNREADABLE)
    return HLC_TUNNEL_COPIED_NONE;
  if (self->n_addresses == 0)
    return HLC_TUNNEL_COPIED_GONE;

  for (guint i = 0; i < self->tunnels->len; i++)
    {
      HlcTunnelEntry *entry = g_ptr_array_index (self->tunnels, i);

      if (entry->target == HLC_TUNNEL_TARGET_RECEIVER && hlc_relay_url_same_server (entry->webhook_url, url))
        return HLC_TUNNEL_COPIED_VALID;
    }

  return HLC_TUNNEL_COPIED_CHANGED;
}

/**
 * hlc_tunnel_status_find:
 *
 * Returns: (transfer none) (nullable): the best tunnel that leads to @target
 */
HlcTunnelEntry *
hlc_tunnel_status_find (HlcTunnelStatus *self, HlcTunnelTarget target)
{
  g_return_val_if_fail (self != NULL, NULL);

  for (guint i = 0; i < self->tunnels->len; i++)
    {
      HlcTunnelEntry *entry = g_ptr_array_index (self->tunnels, i);

      if (entry->target == target)
        return entry;
    }

  return NULL;
}

/**
 * hlc_tunnel_status_find_name:
 *
 * Returns: (transfer none) (nullable): the tunnel that the agent knows by that name
 */
HlcTunnelEntry *
hlc_tunnel_status_find_name (HlcTunnelStatus *self, const char *name)
{
  g_return_val_if_fail (self != NULL && name != NULL, NULL);

  for (guint i = 0; i < self->tunnels->len; i++)
    {
      HlcTunnelEntry *entry = g_ptr_array_index (self->tunnels, i);

      if (g_str_equal (entry->name, name))
        return entry;
    }

  return NULL;
}

/** hlc_tunnel_state_to_string: Returns: (transfer none): its name for programs */
const char *
hlc_tunnel_state_to_string (HlcTunnelState state)
{
  g_return_val_if_fail ((guint) state < G_N_ELEMENTS (state_names), NULL);

  return state_names[state];
}

/** hlc_tunnel_target_to_string: Returns: (transfer none): its name for programs */
const char *
hlc_tunnel_target_to_string (HlcTunnelTarget target)
{
  g_return_val_if_fail ((guint) target < G_N_ELEMENTS (target_names), NULL);

  return target_names[target];
}

/** hlc_tunnel_copied_to_string: Returns: (transfer none) (nullable): its name for programs; %NULL for none */
const char *
hlc_tunnel_copied_to_string (HlcTunnelCopied copied)
{
  g_return_val_if_fail ((guint) copied < G_N_ELEMENTS (copied_names), NULL);

  return copied_names[copied];
}
