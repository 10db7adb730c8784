/* SPDX-License-Identifier: Apache-2.0 */
#include "hlc-config.h"

#include "hlc-tunnel-presentation.h"

#include <glib/gi18n-lib.h>

#define OFF                                                                                                  \
  {                                                                                                          \
    "hlc-dot-open-symbolic", NC_ ("tunnel", "Off"), "dim-label"                                              \
  }
#define WARNING_ICON "dialog-warning-symbolic"

static const HlcAppearance appearances[] = {
  [HLC_TUNNEL_UNKNOWN] = OFF,
  [HLC_TUNNEL_NOT_RUNNING] = OFF,
  [HLC_TUNNEL_UNREADABLE] = { WARNING_ICON, NC_ ("tunnel", "Unclear"), "warning" },
  [HLC_TUNNEL_NONE] = OFF,
  [HLC_TUNNEL_OTHER_PORT] = { WARNING_ICON, NC_ ("tunnel", "Wrong port"), "warning" },
  [HLC_TUNNEL_MISFIT] = { WARNING_ICON, NC_ ("tunnel", "No HTTP"), "warning" },
  [HLC_TUNNEL_READY] = { "hlc-dot-symbolic", NC_ ("tunnel", "On"), "success" },
  [HLC_TUNNEL_API_PORT] = { "dialog-error-symbolic", NC_ ("tunnel", "Leads to the API"), "error" },
};

static const HlcAppearance outcomes[] = {
  [HLC_TUNNEL_TEST_VERIFIED] = { "hlc-verified-symbolic", N_ ("It Arrives"), "success" },
  [HLC_TUNNEL_TEST_UNVERIFIED] = { "hlc-unverified-symbolic", N_ ("It Arrives, Unverified"), "warning" },
  [HLC_TUNNEL_TEST_REFUSED] = { "hlc-failed-symbolic", N_ ("It Was Refused"), "error" },
  [HLC_TUNNEL_TEST_ELSEWHERE] = { "hlc-failed-symbolic", N_ ("It Does Not Arrive"), "error" },
  [HLC_TUNNEL_TEST_NO_ANSWER] = { "hlc-failed-symbolic", N_ ("Nothing Answers"), "error" },
};

/**
 * hlc_present_tunnel:
 * @status: a judgement
 * @copied_url: (nullable): the address that was copied and may have been given to a sender
 *
 * Returns: how the tunnel looks where there is room for a word or two
 */
HlcAppearance
hlc_present_tunnel (HlcTunnelStatus *status, const char *copied_url)
{
  HlcAppearance appearance = appearances[HLC_TUNNEL_UNKNOWN];
  HlcTunnelCopied copied = HLC_TUNNEL_COPIED_NONE;

  g_return_val_if_fail (status != NULL, appearance);

  appearance = appearances[status->state];
  copied = hlc_tunnel_status_judge_copied (status, copied_url);
  if (status->state == HLC_TUNNEL_READY && copied == HLC_TUNNEL_COPIED_CHANGED)
    appearance = (HlcAppearance){ WARNING_ICON, NC_ ("tunnel", "New address"), "warning" };
  else if (status->state != HLC_TUNNEL_API_PORT && copied == HLC_TUNNEL_COPIED_GONE)
    appearance = (HlcAppearance){ WARNING_ICON, appearance.word, "warning" };

  appearance.word = g_dpgettext2 (GETTEXT_PACKAGE, "tunnel", appearance.word);
  return appearance;
}

/**
 * hlc_present_tunnel_host:
 * @status: a judgement
 *
 * Returns: (transfer full) (nullable): the public host of the tunnel to the receiver, fit to be shown and not markup;
 *   %NULL without one
 */
char *
hlc_present_tunnel_host (HlcTunnelStatus *status)
{
  g_autoptr (GUri) uri = NULL;

  g_return_val_if_fail (status != NULL, NULL);

  if (status->public_url != NULL)
    uri = g_uri_parse (status->public_url, G_URI_FLAGS_ENCODED, NULL);

  return uri != NULL ? g_strdup (g_uri_get_host (uri)) : NULL;
}

/** hlc_present_tunnel_test: Returns: how the outcome of a test looks */
HlcAppearance
hlc_present_tunnel_test (HlcTunnelTestOutcome outcome)
{
  HlcAppearance appearance = outcomes[HLC_TUNNEL_TEST_NO_ANSWER];

  g_return_val_if_fail ((guint) outcome < G_N_ELEMENTS (outcomes), appearance);

  appearance = outcomes[outcome];
  appearance.word = _ (appearance.word);
  return appearance;
}

/**
 * hlc_present_warning:
 * @status: a judgement of the tunnels
 * @is_receiving: whether the receiver listens
 * @has_secret: whether it can tell who sends
 *
 * Returns: the most urgent thing that the window has to warn of
 */
HlcWarning
hlc_present_warning (HlcTunnelStatus *status, gboolean is_receiving, gboolean has_secret)
{
  g_return_val_if_fail (status != NULL, HLC_WARNING_NONE);

  if (status->state == HLC_TUNNEL_API_PORT)
    return HLC_WARNING_API_PUBLIC;
  if (!is_receiving || has_secret)
    return HLC_WARNING_NONE;

  return status->webhook_url != NULL ? HLC_WARNING_UNSIGNED_PUBLIC : HLC_WARNING_UNSIGNED;
}
