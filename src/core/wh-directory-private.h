/* wh-directory-private.h
 *
 * Copyright 2026 The Wellhead authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "wh-directory.h"

G_BEGIN_DECLS

/* Who is known is in wh-directory.c, how that is read and changed in wh-directory-reader.c, how
 * it is remembered in wh-directory-store.c. */

/* §0.3: what tells the users that were added by hand from all other customers. */
#define WH_USER_PREFIX "pwu_"

typedef struct
{
  char *id;
  char *alias; /* (nullable) */
  char *email; /* (nullable) */
  WhUserState state;
  gint64 read_at;     /* 0: never, or what was read is out of date */
  WhHistory *history; /* (nullable) */
} WhDirectoryUser;

struct _WhDirectory
{
  GObject parent_instance;

  WhConnection *connection;
  WhLocalStore *local; /* (nullable) */
  WhClock *clock;
  GCancellable *cancellable; /* of what nobody in particular asked for */

  GPtrArray *users;      /* in the order in which they became known */
  GHashTable *by_id;     /* -> WhDirectoryUser */
  WhCollection *plans;   /* (nullable): until somebody asks */
  GHashTable *due;       /* IDs of those that a change concerns, to be read again */
  guint due_id;

  /* What is remembered. */
  GPtrArray *waiting;    /* (nullable): tasks, while it is being read */
  gboolean changed;
  GSource *save_source;  /* (nullable) */
};

/* wh-directory.c */
WhDirectoryUser *wh_directory_lookup       (WhDirectory     *self,
                                            const char      *id);
WhDirectoryUser *wh_directory_ensure       (WhDirectory     *self,
                                            const char      *id);
void             wh_directory_user_changed (WhDirectory     *self,
                                            WhDirectoryUser *user);

/* wh-directory-reader.c */
void             wh_directory_follow       (WhDirectory     *self);
WhApiRequest    *wh_directory_start_reading (WhDirectory    *self,
                                            const char      *id_or_alias,
                                            gint64           max_age,
                                            WhApiPriority    priority,
                                            GCancellable    *cancellable,
                                            GAsyncReadyCallback callback,
                                            gpointer         user_data);

/* wh-directory-store.c */
void             wh_directory_restore      (WhDirectory     *self);
void             wh_directory_end_waiting  (WhDirectory     *self);
void             wh_directory_save_later   (WhDirectory     *self);
void             wh_directory_save_history (WhDirectory     *self,
                                            WhDirectoryUser *user);
void             wh_directory_drop_history (WhDirectory     *self,
                                            const char      *id);
void             wh_directory_stop_saving  (WhDirectory     *self);

G_END_DECLS
