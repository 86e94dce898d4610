/** A first look at generated events with two leptons and two jets. */
package org.topcoffea.plugins.simple;
