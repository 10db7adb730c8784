/* SPDX-License-Identifier: Apache-2.0 */
#include "hlc-send-session.h"

/**
 * hlc_send_session_new:
 * @target: where every connection of the session goes, whatever a message says
 *
 * Makes a session that adds nothing to what it is told to send and changes nothing in what comes back: no proxy, no
 * cookies, no credentials, no decompression, no timeout of its own. HTTP/2 is switched off for the whole program, by
 * SOUP_FORCE_HTTP1.
 *
 * A session is for one request. A webhook is a POST, for which libsoup opens a connection of its own anyway; so nothing
 * is lost, and nothing that one handler does is felt by another.
 *
 * Returns: (transfer full): the session
 */
SoupSession *
hlc_send_session_new (HlcTargetAddress *target)
{
  SoupSession *session = NULL;

  g_return_val_if_fail (HLC_IS_TARGET_ADDRESS (target), NULL);

  session = soup_session_new_with_options ("remote-connectable", target, "timeout", 0, NULL);
  soup_session_set_proxy_resolver (session, NULL);
  soup_session_remove_feature_by_type (session, SOUP_TYPE_AUTH_MANAGER);
  soup_session_remove_feature_by_type (session, SOUP_TYPE_CONTENT_DECODER);

  return session;
}
