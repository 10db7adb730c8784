/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/*
 * g_test_expect_message() does not see structured logs. After init, a warning that was not expected fails the test;
 * one that was expected is swallowed once. Any thread.
 */
void expected_warnings_init (void);
void expect_warning (const char *pattern);
void assert_expected_warnings (void);

G_END_DECLS
