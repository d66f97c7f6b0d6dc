@NullMarked
package io.streamsync.pack;

import org.jspecify.annotations.NullMarked;
