@NullMarked
package io.streamsync.store;

import org.jspecify.annotations.NullMarked;
