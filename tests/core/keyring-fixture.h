/* keyring-fixture.h
 *
 * Copyright 2026 The Wellhead authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "wh-keyring-token-store-private.h"

G_BEGIN_DECLS

/* A real gnome-keyring-daemon in the session that keyring-session.sh makes for each test. */

GSubprocess  *keyring_start               (gboolean          unlock);
void          keyring_stop                (GSubprocess      *daemon);
void          keyring_kill                (GSubprocess      *daemon);
void          keyring_lock                (void);
gboolean      keyring_is_there            (gpointer          unused);
void          keyring_expect_critical     (void);

WhTokenStore *keyring_new_store           (guint             patience_ms);
void          keyring_store_one           (WhTokenStore     *store);
void          keyring_assert_lookup_fails (WhTokenStore     *store,
                                           gboolean          may_prompt,
                                           WhTokenErrorCode  code);

/* Stands for the program that shows the prompts of gnome-keyring. */
typedef struct
{
  GDBusConnection *bus;
  gboolean dismiss; /* or leave the prompt open for ever */
  guint n_prompts;
} Prompter;

void          prompter_start              (Prompter         *prompter);
gboolean      prompter_is_prompting       (gpointer          prompter);

G_END_DECLS
