@NullMarked
package io.streamsync.catalogue;

import org.jspecify.annotations.NullMarked;
