/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include "hlc-decision.h"
#include "hlc-window.h"

G_BEGIN_DECLS

/**
 * WindowFixture:
 * @agent: (nullable): set before the set-up, the base URL of what stands for ngrok's agent; without one, none runs
 *
 * A console on free ports in a directory of its own, and its window.
 */
typedef struct
{
  char *agent;
  char *directory;
  HlcClock *clock;
  HlcConsole *console;
  HlcWindow *window;
} WindowFixture;

void window_fixture_set_up (WindowFixture *fixture, gconstpointer user_data);
void window_fixture_tear_down (WindowFixture *fixture, gconstpointer user_data);
void window_fixture_open (WindowFixture *fixture, int width);
void window_fixture_receive (WindowFixture *fixture, const char *message_id, const char *body);
void window_fixture_refuse (WindowFixture *fixture, const char *message_id, const char *body);

void window_fixture_ask (WindowFixture *fixture,
                         HlcOperationKind kind,
                         const char *call_id,
                         const char *spec);
HlcOperation *window_fixture_read (WindowFixture *fixture, const char *call_id) G_GNUC_WARN_UNUSED_RESULT;
HlcOperation *window_fixture_read_or_null (WindowFixture *fixture,
                                           const char *call_id) G_GNUC_WARN_UNUSED_RESULT;
void window_fixture_wait_for_state (WindowFixture *fixture, const char *call_id, HlcOperationState state);
void window_fixture_decide_elsewhere (WindowFixture *fixture, const char *call_id, HlcDecisionType type);

GtkWidget *find_widget (GtkWidget *root, GType type, const char *name);
void wait_until (gboolean (*condition) (gpointer user_data), gpointer user_data);
void save_screenshot (GtkWidget *window, const char *name);

G_END_DECLS
