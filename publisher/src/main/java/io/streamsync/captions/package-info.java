@NullMarked
package io.streamsync.captions;

import org.jspecify.annotations.NullMarked;
